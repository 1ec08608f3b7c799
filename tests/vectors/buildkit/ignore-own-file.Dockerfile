FROM scratch
COPY . /
#: ignore src
#: ignore-here *.txt
