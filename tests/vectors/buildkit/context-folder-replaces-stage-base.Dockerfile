FROM scratch AS pics
COPY a.txt /1
FROM pics
COPY b.txt /2
#: context pics=assets
