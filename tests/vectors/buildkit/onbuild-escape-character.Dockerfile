# escape=`
FROM scratch AS one
ARG A=v
ONBUILD ENV X=`$A Y=$A
FROM one
