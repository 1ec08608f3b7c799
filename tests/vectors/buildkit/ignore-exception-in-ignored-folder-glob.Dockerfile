FROM scratch
COPY . /
#: ignore docs/*
#: ignore !docs/*.md
#: ignore !docs/img
