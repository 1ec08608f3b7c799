FROM @base
COPY src/deep /opt/current
