#: clashes
FROM scratch
ADD clash/file.tar clash/folder.tar /app/
