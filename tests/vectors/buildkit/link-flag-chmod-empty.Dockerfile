FROM @base
ARG MODE
COPY --link a.txt /opt/new/
