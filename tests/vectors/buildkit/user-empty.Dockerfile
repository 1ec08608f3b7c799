FROM scratch
USER $NOBODY
COPY a.txt /
