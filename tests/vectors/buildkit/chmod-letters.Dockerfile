FROM scratch
COPY --chmod=u=rw,go= a.txt /a
