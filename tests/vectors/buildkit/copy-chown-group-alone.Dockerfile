FROM @base
COPY --chown=:web b.txt /group
