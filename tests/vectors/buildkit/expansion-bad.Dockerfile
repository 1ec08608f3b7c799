FROM scratch
ENV A=${B
COPY a.txt /
