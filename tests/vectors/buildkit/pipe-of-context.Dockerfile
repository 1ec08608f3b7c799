#: pipe
FROM scratch
COPY src /x/
