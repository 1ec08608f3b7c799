FROM @base
ARG WHO=app
ENV GROUP=web
COPY --chown=$WHO:${GROUP} a.txt /x
