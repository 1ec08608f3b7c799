FROM scratch
COPY --parents ./src/**/*.js /p/
