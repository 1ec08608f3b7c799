FROM scratch
COPY --chmod=644 a.txt <<a.txt /x/
the document
a.txt
