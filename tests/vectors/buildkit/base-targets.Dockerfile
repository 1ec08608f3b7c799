FROM @base
COPY a.txt /var/task
COPY b.txt /lib/
COPY a.txt /tmp/
COPY a.txt /opt/current/
COPY b.txt /opt/absolute/1/
