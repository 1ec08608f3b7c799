FROM scratch AS one
ONBUILD COPY b.txt /b
COPY a.txt /
FROM one
LABEL x=y
