FROM scratch
COPY --from=later /a.txt /
FROM scratch AS later
COPY a.txt /
FROM scratch
COPY --from=0 / /x/
