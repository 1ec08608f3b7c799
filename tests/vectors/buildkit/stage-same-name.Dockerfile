FROM scratch AS x
COPY a.txt /a
FROM scratch AS x
COPY b.txt /b
FROM scratch
COPY --from=x / /
