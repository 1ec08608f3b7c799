FROM scratch
COPY *.txt /x
