FROM scratch
COPY a.txt /x
COPY b.txt /x
COPY src /d
COPY --chown=4 --chmod=700 src /d
