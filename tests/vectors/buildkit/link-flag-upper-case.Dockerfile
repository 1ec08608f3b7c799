FROM @base
COPY --link=TRUE a.txt /opt/new/
