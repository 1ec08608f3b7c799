# comment
# escape=`
FROM scratch
ENV A=a\
 b=c
COPY a.txt /
