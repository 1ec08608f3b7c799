FROM scratch
COPY --chmod=00755 a.txt /
