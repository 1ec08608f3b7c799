FROM scratch AS one
COPY a.txt /1
FROM scratch
COPY --from=one / /x/
#: context one=@bare
