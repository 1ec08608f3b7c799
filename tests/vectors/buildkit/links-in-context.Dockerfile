FROM scratch
COPY links /l/
COPY links/to-a /followed
COPY links/to-folder /folder/
COPY links/up /up
