FROM scratch
ADD sparse-old.tar /x/
