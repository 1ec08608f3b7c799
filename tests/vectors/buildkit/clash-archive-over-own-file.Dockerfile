#: clashes
FROM scratch
COPY clash/file/ /app/
ADD clash/folder.tar /app/
