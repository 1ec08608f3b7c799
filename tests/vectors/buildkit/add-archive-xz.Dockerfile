FROM scratch
ADD packed.tar.xz /p/
