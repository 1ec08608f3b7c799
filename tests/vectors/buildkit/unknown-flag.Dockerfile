FROM scratch
COPY --nothing a.txt /
