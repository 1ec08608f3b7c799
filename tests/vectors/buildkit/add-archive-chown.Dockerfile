FROM scratch
ADD --chown=9:10 packed.tgz /p/
