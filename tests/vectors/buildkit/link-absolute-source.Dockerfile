FROM scratch
COPY links/absolute /x
