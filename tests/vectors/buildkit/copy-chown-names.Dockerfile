FROM @base
COPY --chown=app a.txt /named
COPY --chown=app:web b.txt /both
COPY --chown=7:web b.txt /mixed
COPY --chown=app:0 src /src
COPY --chown=app:web b.txt /of/both/of/them
