FROM scratch
ARG A="two words"
ARG B='$A'
ARG C=a\ b
LABEL a=$A b=$B c=$C
COPY a.txt /
