ARG BASE=one
FROM scratch AS one
COPY a.txt /1
FROM ${BASE}
COPY b.txt /2
