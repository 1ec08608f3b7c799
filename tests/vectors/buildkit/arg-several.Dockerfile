FROM scratch
ARG A=1 B=2 C
LABEL a=$A b=$B c=$C
COPY a.txt /
#: arg C=3
