FROM scratch
COPY . /
#: ignore ?.txt
#: ignore g\[1\].txt
#: ignore src/[a-b].js
