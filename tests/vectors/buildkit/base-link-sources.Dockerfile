FROM scratch
COPY --from=@base /opt/current /a
COPY --from=@base /opt/absolute/1/app /b
COPY --from=@base /home/app/data /c/
COPY --from=@base /lib /d/
