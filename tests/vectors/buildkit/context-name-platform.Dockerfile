FROM alpine
COPY --from=debian css /css/
#: context alpine::linux/amd64=@bare
#: context alpine=assets
#: context debian::linux/arm64=@bare
#: context debian=assets
