FROM scratch
EXPOSE no
COPY a.txt /
