FROM scratch AS one
COPY src /s
ENV A=1
CMD ["one"]
FROM one AS two
ENV B=$A$A
COPY a.txt /s/
FROM two
ENTRYPOINT ["/x"]
