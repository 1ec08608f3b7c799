FROM scratch
COPY --exclude=*.md --exclude=im? docs /d
