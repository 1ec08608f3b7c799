#: clashes
FROM scratch
ADD clash/base-bare.tar /app/
