FROM scratch
ENV A
COPY a.txt /
