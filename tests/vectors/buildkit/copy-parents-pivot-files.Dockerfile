FROM scratch
COPY --parents src/*/./*/c.js /q/
