FROM scratch
COPY --parents nothing/*.txt /p
