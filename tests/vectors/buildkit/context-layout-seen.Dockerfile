FROM tools
COPY --chown=9 a.txt /data/
COPY --chown=9 b.txt /opt/current/
WORKDIR /opt/current/deep
COPY a.txt /replaced
#: layout tools=base
#: links
