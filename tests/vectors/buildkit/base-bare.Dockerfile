FROM @bare
COPY a.txt x
WORKDIR sub
COPY a.txt .
