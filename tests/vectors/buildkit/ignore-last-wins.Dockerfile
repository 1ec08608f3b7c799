FROM scratch
COPY docs /x
#: ignore *
#: ignore !docs/README.md
#: ignore doc?
