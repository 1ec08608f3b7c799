FROM scratch AS broken
COPY not-there /x
FROM scratch
COPY a.txt /
