FROM scratch
COPY --exclude=*.md docs /d
