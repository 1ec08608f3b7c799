FROM @onbuild
COPY b.txt .
