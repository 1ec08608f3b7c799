#: ignore src[^x]a.js
#: ignore docs[+-9]api.md
#: ignore links[!-0]to*
FROM scratch
COPY . /
