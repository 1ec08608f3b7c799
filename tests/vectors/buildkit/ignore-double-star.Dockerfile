FROM scratch
COPY . /
#: ignore **/*.js
#: ignore !src/b.js
