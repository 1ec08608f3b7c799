FROM scratch
COPY --parents --exclude=src/deep --exclude=**/*.md src/**/*.js docs /p/
COPY --parents --exclude=deep --exclude=!deep/er src/./* /q/
