# Private packages come from our own server.
ARG APT_HOST=apt.example.com
COPY docker/acme.list /etc/apt/sources.list.d/
