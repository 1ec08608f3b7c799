FROM scratch
ARG OWNER
COPY --chown=$OWNER a.txt /
COPY --chown=7: b.txt /
