FROM alpine:latest AS one
FROM docker.io/alpine AS two
FROM docker.io/library/alpine:latest
COPY --from=one /only /1
COPY --from=two /only /2
COPY --from=alpine /only /3
COPY --from=index.docker.io/library/alpine:latest /only /4
#: context alpine=@bare
