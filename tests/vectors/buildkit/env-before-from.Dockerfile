ENV A=1
FROM scratch
COPY a.txt /
