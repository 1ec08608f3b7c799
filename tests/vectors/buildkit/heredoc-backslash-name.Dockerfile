FROM scratch
ARG A=v
COPY --chmod=644 <<\EOF /x
$A
EOF
