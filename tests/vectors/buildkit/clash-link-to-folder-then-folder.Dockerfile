#: clashes
FROM scratch
COPY clash/to-folder/ clash/folder/ /app/
