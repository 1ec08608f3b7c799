ARG V=1
FROM scratch
ARG V=2
ARG W
ARG X=3
LABEL v=$V w=$W x=$X
COPY a.txt /
#: arg V=given
#: arg W=also
#: arg UNUSED=1
