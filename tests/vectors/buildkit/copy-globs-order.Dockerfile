FROM scratch
COPY .hidden /t/x/f
COPY a.txt /t/x.y/f
COPY src/a.js /t/x-y/f
FROM scratch
COPY --from=0 /t/*/f /last/
COPY --from=0 /t/x*/f /in/
