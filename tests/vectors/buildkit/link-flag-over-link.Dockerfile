FROM @base
COPY --link a.txt /lib/
