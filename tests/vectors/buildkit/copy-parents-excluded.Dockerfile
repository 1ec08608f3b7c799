FROM scratch
COPY --parents --exclude=*/img docs/img/logo.png /r/
