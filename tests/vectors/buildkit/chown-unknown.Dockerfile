FROM @base
COPY --chown=nobody a.txt /x
