FROM scratch
COPY --exclude=*.js src /one
COPY --exclude=*/*.md src /two
COPY --exclude=**/*.js --exclude=**/node_modules src /all
