FROM scratch AS tools
COPY a.txt /
FROM tools
COPY b.txt /
FROM scratch
COPY --from=1 / /x/
#: layout tools=onbuild
