FROM scratch AS one
COPY a.txt /1
FROM scratch
COPY b.txt /2
#: target 0
