#: links
FROM @base AS b
FROM scratch
COPY --from=b /etc /etc
COPY --from=b /lib/x.so /direct/
COPY --from=b /usr/lib /lib/
COPY --from=b /hard /hard/
