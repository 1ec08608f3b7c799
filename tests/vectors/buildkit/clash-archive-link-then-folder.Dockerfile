#: clashes
FROM scratch
ADD clash/to-folder.tar clash/folder.tar /app/
