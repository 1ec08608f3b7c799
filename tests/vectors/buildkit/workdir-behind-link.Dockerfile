FROM @base
WORKDIR /lib/made
WORKDIR /opt/current/sub
