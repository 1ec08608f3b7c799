#: clashes
FROM @base
COPY clash/out/ /app/
ADD clash/folder-bare.tar /app/
