FROM scratch
COPY --from= a.txt /
COPY b.txt /
