COPY a.txt /
