FROM scratch
USER root
WORKDIR /x
