FROM scratch AS context
COPY a.txt /
