#: links
FROM @base AS b
FROM scratch
COPY --from=b / /
