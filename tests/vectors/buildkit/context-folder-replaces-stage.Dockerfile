FROM scratch AS pics
COPY a.txt /1
ENV A=1
FROM scratch
COPY --from=pics . /2
COPY --from=0 css /3
#: context pics=assets
