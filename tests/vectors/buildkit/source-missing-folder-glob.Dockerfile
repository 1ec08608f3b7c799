FROM scratch
COPY nothing/*.txt a.txt /x/
