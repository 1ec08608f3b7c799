#: clashes
FROM scratch
ADD clash/file.tar clash/folder-bare.tar /app/
