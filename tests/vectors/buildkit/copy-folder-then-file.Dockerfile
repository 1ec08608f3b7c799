FROM scratch
COPY src /x
COPY a.txt /x
