# check=skip=all
# comment
FROM scratch
COPY a.txt /
