FROM scratch
COPY links/broken /x
