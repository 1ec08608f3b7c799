FROM scratch
COPY a.txt /up
WORKDIR /up
