FROM scratch
ENV A="" B='' C=" " D=x=y=z
COPY a.txt /
