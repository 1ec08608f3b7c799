FROM scratch
COPY --chown=12:34 src /a/b/c
COPY --chown=12:34 a.txt /x/y/
COPY --chown=7 a.txt /z
