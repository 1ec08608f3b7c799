FROM @base
WORKDIR /tmp
WORKDIR /home/app
WORKDIR /opt
COPY a.txt .
WORKDIR /var/task
COPY b.txt .
