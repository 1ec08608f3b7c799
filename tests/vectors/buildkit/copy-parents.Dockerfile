FROM scratch
COPY --parents src/deep/d.md docs/*.md /p/
