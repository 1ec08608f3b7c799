#: clashes
FROM scratch
COPY clash/folder/ clash/file/ /app/
