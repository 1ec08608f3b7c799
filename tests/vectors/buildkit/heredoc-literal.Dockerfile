FROM scratch
COPY --chmod=755 --chown=3:4 <<EOF /bin/run
#!/bin/sh
echo "$0" \$1 ${X:-d}
EOF
COPY --chmod=644 <<'EOF' /raw
$A ${B} \n
EOF
