FROM scratch
ARG A=1
ENV B=${A:?must be set}
COPY a.txt /
