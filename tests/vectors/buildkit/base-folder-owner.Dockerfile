FROM @base
COPY --chown=7:8 docs /opt/shared/
