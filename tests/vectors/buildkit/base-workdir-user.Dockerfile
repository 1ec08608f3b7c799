FROM @base
COPY src /opt/
WORKDIR /opt/new
USER app
WORKDIR made
CMD run me
