#: clashes
FROM scratch
COPY clash/folder/ clash/file/x /app/
