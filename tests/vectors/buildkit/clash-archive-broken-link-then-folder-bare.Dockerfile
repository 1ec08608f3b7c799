#: clashes
FROM scratch
ADD clash/link.tar clash/folder-bare.tar /app/
