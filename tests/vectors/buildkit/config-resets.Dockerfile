FROM scratch
CMD ["a"]
ENTRYPOINT ["b"]
CMD ["c", "d"]
HEALTHCHECK NONE
COPY a.txt /
MAINTAINER Jo Doe
