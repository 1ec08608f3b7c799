#: names
#: links
FROM scratch
COPY links /l/
