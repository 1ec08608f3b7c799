FROM scratch
COPY --parents --exclude=* . /x/
