FROM scratch
COPY --parents ./src/**/*.js /p/
COPY --parents src/*/./*/c.js /q/
