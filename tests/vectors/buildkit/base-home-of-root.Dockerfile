FROM @base
COPY a.txt /root/a.txt
