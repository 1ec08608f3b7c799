#: clashes
FROM scratch
COPY clash/folder/ /app/
ADD clash/file.tar /app/
