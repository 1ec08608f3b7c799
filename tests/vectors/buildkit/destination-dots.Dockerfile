FROM scratch
COPY a.txt /a/../b/./c
COPY a.txt //double//slash/
COPY a.txt ../../outside
