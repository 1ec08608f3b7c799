FROM scratch
ARG EMPTY=
ENV G=${NONE-d} H=${EMPTY-d} I=${EMPTY+a} J=${NONE+a}
COPY a.txt /
