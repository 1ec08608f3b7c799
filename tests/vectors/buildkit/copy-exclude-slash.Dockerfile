FROM scratch
COPY --exclude=/er src/deep /d/
