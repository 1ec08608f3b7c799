FROM scratch AS one
COPY links /x/
FROM scratch
COPY --from=one /* /y/
