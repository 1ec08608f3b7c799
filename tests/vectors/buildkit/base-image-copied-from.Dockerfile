FROM scratch
COPY --from=@base /usr/su /usr/noted /
COPY --from=@base /home /home
COPY --from=@user etc /e/
