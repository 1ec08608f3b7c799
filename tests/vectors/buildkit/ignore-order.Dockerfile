FROM scratch
COPY . /
#: ignore !a.txt
#: ignore a.txt
#: ignore b.txt
#: ignore !b.txt
