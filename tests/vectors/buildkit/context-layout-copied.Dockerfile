FROM scratch
COPY --from=tools /hard /hard/
COPY --from=tools /usr/lib/x.so /home/app/.profile /x/
#: layout tools=base
#: links
