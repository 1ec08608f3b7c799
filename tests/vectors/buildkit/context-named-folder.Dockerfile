FROM scratch
COPY --from=pics . /all/
COPY --from=pics css/*.css /css/
COPY --from=pics current /cur/
#: context pics=assets
