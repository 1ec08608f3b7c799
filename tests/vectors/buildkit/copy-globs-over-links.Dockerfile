FROM scratch AS s
COPY . /all/
FROM scratch
COPY links/to-folder/*.md links/to-folder/*/c.js links/to-f* */to-a /context/
COPY --from=s /all/links/*/d.md /all/*/a.js /behind/
COPY --from=s /all/links/to-folder/*.md /all/links/to-folder/*/c.js /through/
COPY --from=s /all/links/to-f* /all/*/to-a /link/
