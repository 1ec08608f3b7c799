FROM scratch
WORKDIR /w
COPY --chmod=644 <<f.txt .
x
f.txt
ADD --chmod=644 <<g.txt ./
y
g.txt
