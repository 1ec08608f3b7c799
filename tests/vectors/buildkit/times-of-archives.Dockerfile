#: times
FROM scratch
ADD packed.tgz /p/
