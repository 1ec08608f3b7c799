FROM scratch
COPY --parents src/deep /p
