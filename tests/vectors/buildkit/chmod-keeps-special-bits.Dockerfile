FROM scratch
COPY --from=@base --chmod=700 /usr/su /tmp /x/
