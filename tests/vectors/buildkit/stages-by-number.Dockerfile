FROM scratch
COPY a.txt /0
FROM scratch
COPY --from=0 /0 /1
FROM scratch
COPY --from=1 /1 /2
COPY --from=0 0 /zero
