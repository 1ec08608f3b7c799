FROM scratch AS one
COPY --chmod=700 a.txt /1
COPY --chmod=640 --chown=3:4 a.txt /2
FROM scratch
COPY --from=one / /
