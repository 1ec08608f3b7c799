#: clashes
FROM scratch
COPY clash/link/ clash/folder/ /app/
