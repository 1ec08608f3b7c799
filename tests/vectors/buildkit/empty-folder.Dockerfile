FROM scratch
COPY empty /e
COPY empty empty /f/
