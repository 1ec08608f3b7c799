FROM scratch
COPY --chmod=755 a.txt /a
COPY --chmod=0700 src /s
COPY --chmod=1777 empty /t
COPY --chmod=600 --chown=3:4 src/a.js /both/
