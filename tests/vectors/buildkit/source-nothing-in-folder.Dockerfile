FROM scratch
COPY src/missing* a.txt /x/
