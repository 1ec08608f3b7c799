FROM scratch
COPY --exclude=b.* *.txt /t/
COPY --exclude=*.js src/* /s/
