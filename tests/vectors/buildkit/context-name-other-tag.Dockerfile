FROM scratch
COPY --from=docker.io/library/alpine:3 /only /1
COPY --from=library/alpine:3 /only /2
COPY --from=ghcr.io/some/thing /only /3
#: context alpine:3=@bare
#: context ghcr.io/some/thing=@bare
