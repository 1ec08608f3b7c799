FROM scratch
ENV V=/v
VOLUME $V /w/
VOLUME ["$V/json", "/x"]
COPY a.txt /
