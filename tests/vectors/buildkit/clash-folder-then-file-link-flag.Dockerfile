#: clashes
FROM scratch
COPY --link clash/folder/ clash/file/ /app/
