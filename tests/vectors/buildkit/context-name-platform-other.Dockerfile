FROM --platform=linux/arm64/v8 alpine AS arm
FROM --platform=linux/arm64 scratch AS pics
FROM scratch
COPY --from=arm logo.svg /1
COPY --from=pics logo.svg /2
#: context alpine::linux/arm64=assets
#: context pics::linux/arm64=assets
