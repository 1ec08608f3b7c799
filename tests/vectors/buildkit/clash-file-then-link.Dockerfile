#: clashes
FROM scratch
COPY clash/file/ clash/link/ /app/
