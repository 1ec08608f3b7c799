FROM scratch x y
COPY a.txt /
