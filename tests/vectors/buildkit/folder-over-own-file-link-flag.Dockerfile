FROM scratch
COPY a.txt /up
COPY --link b.txt /up/deep/b.txt
