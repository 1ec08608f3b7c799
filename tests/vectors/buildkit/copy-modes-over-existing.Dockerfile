FROM @base
COPY src /tmp
COPY docs /opt/
COPY empty /home/app
COPY src/deep /lib/
