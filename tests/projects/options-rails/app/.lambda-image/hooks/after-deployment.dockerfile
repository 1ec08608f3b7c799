LABEL org.opencontainers.image.vendor="ACME Ltd"
