FROM scratch AS One
COPY a.txt /
FROM scratch
COPY --from=oNe /a.txt /b
FROM one
COPY b.txt /
