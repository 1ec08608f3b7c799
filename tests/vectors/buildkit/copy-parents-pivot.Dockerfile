FROM scratch
COPY --parents ./src/./deep/*.md docs/./img /p/
COPY --parents s*/deep/./er/c.js /q/
