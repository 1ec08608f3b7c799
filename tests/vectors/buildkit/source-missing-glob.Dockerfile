FROM scratch
COPY nothing* /x/
COPY a.txt /
