FROM scratch AS one
ARG A=1
ENV B=$A
FROM one
LABEL a=$A b=$B
COPY a.txt /
