FROM scratch
COPY . /
#: ignore src/**/c.js
