FROM scratch
VOLUME /v $NOTHING
COPY a.txt /
