FROM scratch AS one
COPY --chown=5:6 src /s
FROM scratch
COPY --from=one /s /t
COPY --from=one /s/a.js /s/b.js /u/
COPY --from=0 / /all/
