FROM scratch
VOLUME [" /v "]
