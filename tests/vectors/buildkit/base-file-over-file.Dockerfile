FROM @base
COPY a.txt /replaced
COPY b.txt /usr/lib/x.so
COPY --chown=9 src/a.js /etc/passwd
