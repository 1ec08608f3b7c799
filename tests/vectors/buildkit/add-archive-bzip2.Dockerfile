FROM scratch
ADD packed.tar.bz2 /p/
