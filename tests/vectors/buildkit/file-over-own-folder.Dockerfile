FROM scratch
COPY a.txt /up/
COPY links /
