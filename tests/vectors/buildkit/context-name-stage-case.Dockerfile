FROM scratch AS Pics
COPY a.txt /
FROM scratch
COPY --from=PICS . /x/
#: context pics=assets
