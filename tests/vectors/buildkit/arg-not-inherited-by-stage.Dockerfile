FROM scratch AS one
ARG A=1
LABEL a=$A
FROM scratch
LABEL a=$A
COPY a.txt /
