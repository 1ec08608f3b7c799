FROM scratch
COPY links/to-folder/d.md /x/
