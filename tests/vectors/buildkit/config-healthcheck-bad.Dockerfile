FROM scratch
HEALTHCHECK --interval=1 CMD x
COPY a.txt /
