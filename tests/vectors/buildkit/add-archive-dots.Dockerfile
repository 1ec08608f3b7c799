#: clashes
FROM scratch
ADD clash/dots.tar /p/
