FROM scratch
COPY . /
#: ignore *.txt
#: ignore src
#: ignore Dockerfile
