FROM scratch AS one
COPY a.txt /1
#: target nothing
