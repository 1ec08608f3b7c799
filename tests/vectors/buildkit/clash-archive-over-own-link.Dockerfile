#: clashes
FROM scratch
COPY clash/to-folder/ /app/
ADD clash/folder-bare.tar /app/
