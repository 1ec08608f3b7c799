FROM scratch
COPY a.txt a.txt /x/
COPY src/a.js src/deep/../a.js /y/
