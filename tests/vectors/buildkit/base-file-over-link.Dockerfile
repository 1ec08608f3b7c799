FROM @base
COPY a.txt /opt/current
