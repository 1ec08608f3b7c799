FROM scratch
EXPOSE 80/sctp
COPY a.txt /
