FROM scratch AS one
COPY a.txt /
FROM scratch
COPY --from=0 / /0/
#: context 0=assets
