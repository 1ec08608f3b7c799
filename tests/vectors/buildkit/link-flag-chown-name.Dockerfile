FROM @base
COPY --link --chown=app a.txt /made/
