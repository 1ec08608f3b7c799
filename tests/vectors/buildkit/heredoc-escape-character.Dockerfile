# escape=`
FROM scratch
ARG A=v
COPY --chmod=644 <<EOF /x
a`b \$A $A
EOF
