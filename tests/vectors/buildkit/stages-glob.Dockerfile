FROM scratch AS s
COPY . /all/
FROM scratch
COPY --from=s /all/*.txt /t/
COPY --from=s /all/s* /s/
COPY --from=s all/docs/*.md /d/
