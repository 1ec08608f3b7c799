FROM scratch
COPY . /
#: ignore [a
