FROM @base
WORKDIR /opt/current
COPY a.txt .
