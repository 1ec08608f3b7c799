FROM @base
COPY a.txt /data/old
COPY b.txt /data/gone/
COPY src /opaque/
