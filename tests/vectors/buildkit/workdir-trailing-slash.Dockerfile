FROM scratch
WORKDIR /a/b/
COPY a.txt x
WORKDIR /
COPY a.txt y
