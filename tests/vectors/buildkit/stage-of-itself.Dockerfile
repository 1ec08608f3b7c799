FROM scratch AS me
COPY --from=me / /
