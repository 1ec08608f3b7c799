#: clashes
FROM scratch
ADD clash/to-folder.tar clash/folder-bare.tar /app/
