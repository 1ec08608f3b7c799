FROM nowhere AS one
RUN make
FROM one
COPY a.txt /1
#: context one=@base
