FROM @base AS b
FROM @base
COPY --from=b /opt/releases /opt/current/
