FROM scratch AS 1x
COPY a.txt /
