#: clashes
FROM scratch
COPY clash/folder/ clash/link/ /app/
