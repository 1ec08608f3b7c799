#: clashes
FROM scratch
ADD clash/folder.tar clash/file/x /app/
