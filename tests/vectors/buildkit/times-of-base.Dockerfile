#: times
FROM @base AS b
FROM scratch
COPY --from=b /usr /usr
COPY --from=b /lib/x.so /x.so
