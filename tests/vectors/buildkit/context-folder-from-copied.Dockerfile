FROM pics AS one
COPY a.txt current/
FROM scratch
COPY --from=one css /css/
COPY --from=one current /current
COPY --from=0 / /all/
#: context pics=assets
