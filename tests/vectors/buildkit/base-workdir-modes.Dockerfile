FROM @base
WORKDIR /opt/shared
