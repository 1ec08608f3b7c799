FROM scratch AS one
COPY a.txt /1
FROM scratch AS two
COPY b.txt /2
LABEL stage=two
FROM scratch
COPY --from=two / /
#: target two
