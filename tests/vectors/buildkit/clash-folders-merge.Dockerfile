#: clashes
FROM scratch
COPY clash/folder/ clash/base/ clash/to-folder/y /app/
