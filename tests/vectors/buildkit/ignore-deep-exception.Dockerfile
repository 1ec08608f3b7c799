FROM scratch
COPY . /
#: ignore src
#: ignore !src/deep/er
