#: clashes
FROM scratch
ADD --chown=7:8 clash/folder-bare.tar clash/deeper.tar /app/
