FROM scratch AS s
COPY . /all/
FROM scratch
COPY 'g[[]1].txt' 'g\[1].*' /context/
COPY --from=s '/a[l]l/s\rc/\a.js' '/all/?.\txt' '/all/src/[\a].js' /stage/
