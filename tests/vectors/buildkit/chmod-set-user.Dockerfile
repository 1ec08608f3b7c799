FROM scratch
COPY --chmod=4755 a.txt /setuid
