FROM scratch
ENV A=${NONE:?must be set}
COPY a.txt /
