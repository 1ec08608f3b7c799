#: ignore src
#: ignore !src[^x]a.js
#: ignore docs/*
#: ignore !docs[.-0]api.md
FROM scratch
COPY . /
