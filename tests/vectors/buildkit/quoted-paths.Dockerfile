FROM scratch
COPY "with space.txt" /x/
COPY with\ space.txt /y
COPY ünï.txt /é/
