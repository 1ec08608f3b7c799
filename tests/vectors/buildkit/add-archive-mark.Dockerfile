FROM @base
ADD mark.tar /data/
