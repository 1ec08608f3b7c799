FROM @base
COPY --link a.txt /opt/x/
COPY --link --chown=4:5 src /s
COPY --link --chmod=700 b.txt /b
