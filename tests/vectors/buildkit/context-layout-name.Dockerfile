FROM docker.io/library/alpine:latest
#: layout alpine=bare
