FROM @bare
COPY a.txt /tmp
