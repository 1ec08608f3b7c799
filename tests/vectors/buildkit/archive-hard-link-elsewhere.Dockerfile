#: clashes
FROM scratch
ADD clash/lost.tar /p/
