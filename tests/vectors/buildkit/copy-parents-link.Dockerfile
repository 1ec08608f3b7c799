FROM scratch
COPY --parents links/up links/to-folder /x/
COPY --parents links/to-* /y/
COPY --parents links/./to-a /z/
