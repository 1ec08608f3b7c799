FROM scratch
COPY --chmod=644 <<EOF /empty
EOF
COPY a.txt /
