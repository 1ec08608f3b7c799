#: clashes
FROM scratch
COPY clash/file/ /app/
ADD clash/folder-bare.tar /app/
