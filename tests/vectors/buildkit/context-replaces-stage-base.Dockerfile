FROM scratch AS one
COPY a.txt /1
FROM one
COPY b.txt /2
#: context one=@bare
