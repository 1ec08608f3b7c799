FROM @base
ENTRYPOINT mine
COPY a.txt /
