#: clashes
FROM scratch
COPY clash/file/ clash/folder/ /app/
