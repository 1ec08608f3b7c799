# escape=`
FROM scratch
ENV A=a`
  b B=C:\x\ C=`$x
COPY a.txt `
  /x\y/
LABEL l="a `"b`""
