FROM @base
COPY a.txt /root/.profile
COPY src /root/src
