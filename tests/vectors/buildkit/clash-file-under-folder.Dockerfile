#: clashes
FROM scratch
COPY clash/folder/ clash/deeper/ /app/
