# Tools that npm needs to compile.
RUN dnf install -y make
