FROM scratch
ADD --exclude=etc packed.tgz /p/
