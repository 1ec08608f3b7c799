FROM scratch
SHELL /bin/sh
COPY a.txt /
