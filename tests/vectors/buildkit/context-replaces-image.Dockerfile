FROM alpine:3
COPY a.txt /
#: context alpine:3=@bare
