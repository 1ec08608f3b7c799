FROM scratch
ENV A=\$HOME B="a\"b" C='a\b' D="a\\b" E=\\ F="\$x" G=a\nb H="x\
y" I=
COPY a.txt /
