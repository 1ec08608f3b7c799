FROM scratch AS one
COPY a.txt /
FROM scratch
COPY --from=one /data/k* /x/
