FROM scratch
ARG A=arg
ENV A=env
LABEL a=$A
ARG A=later
LABEL b=$A
ENV B=${B:-b}
COPY a.txt /
#: arg A=given
