FROM scratch AS one
ONBUILD COPY <<EOF /x
text
EOF
