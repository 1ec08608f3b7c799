FROM scratch
WORKDIR --x /y
