FROM scratch
COPY --exclude=* --exclude=!deep/d.md src /s
COPY --exclude=!a.js --exclude=*.js src/ /t/
