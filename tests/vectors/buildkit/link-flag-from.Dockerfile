FROM scratch AS s
COPY src /src
FROM @base
COPY --link --from=s /src /out/
