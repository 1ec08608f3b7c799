FROM scratch AS pics
COPY a.txt /1
#: context pics=assets
