FROM scratch
COPY a.txt /
ENV A=1 \
