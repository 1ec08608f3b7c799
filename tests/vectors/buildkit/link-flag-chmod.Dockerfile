FROM @base
COPY --link --chmod=755 a.txt /opt
COPY --link --chmod=755 a.txt /lib/
COPY --link --chmod=644 a.txt /tmp/
