FROM scratch
ENV A=1 \
    # a comment

    B=2 \
    C=3
COPY a.txt \
  b.txt \
  /x/
LABEL a=b \ 
  c=d
