FROM scratch
COPY a.txt /x
COPY src /x
