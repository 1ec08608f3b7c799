#: clashes
FROM scratch
COPY clash/link/ clash/file/ /app/
