FROM scratch
COPY a.txt /up
COPY b.txt /up/
