FROM pics
COPY --from=pics . /again/
#: context pics=assets
#: ignore-assets css/print*
#: ignore-assets current
