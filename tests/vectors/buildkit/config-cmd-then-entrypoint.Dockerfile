FROM @base
CMD ["mine"]
ENTRYPOINT ["/mine"]
COPY a.txt /
