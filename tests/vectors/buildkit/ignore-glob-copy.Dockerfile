FROM scratch
COPY *.txt /x/
#: ignore *.txt
#: ignore !b.txt
