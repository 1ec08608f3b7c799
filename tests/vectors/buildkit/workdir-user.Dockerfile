FROM @base
USER app
WORKDIR /made/by/user
USER 7:8
WORKDIR /numbers
USER app:web
WORKDIR /group
