FROM $UNSET AS unused
FROM scratch
COPY a.txt /
