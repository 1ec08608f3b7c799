FROM scratch
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
CMD a | b
ENTRYPOINT x y
HEALTHCHECK CMD a b
COPY a.txt /
