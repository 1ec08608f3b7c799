FROM scratch
COPY a.txt /x
#: ignore a.txt
