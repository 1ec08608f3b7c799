FROM scratch
ADD packed.t?z *.tgz /p/
