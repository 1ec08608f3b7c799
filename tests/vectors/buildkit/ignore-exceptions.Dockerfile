FROM scratch
COPY . /
#: ignore *
#: ignore !src
#: ignore !*.md
#: ignore src/deep
