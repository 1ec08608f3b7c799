FROM scratch AS One
COPY a.txt /
FROM ONE
COPY b.txt /
