FROM scratch
ENV A='C:\' B=x
LABEL a='\' b=c
