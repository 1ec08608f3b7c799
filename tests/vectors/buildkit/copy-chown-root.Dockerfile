FROM scratch
COPY --chown=root:root a.txt /
COPY --chown=root b.txt /
COPY --chown=7:root src /src
