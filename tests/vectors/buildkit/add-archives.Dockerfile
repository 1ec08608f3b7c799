#: links
FROM scratch
ADD packed.tgz /p/
ADD packed.tar /plain
ADD packed.tgz a.txt /q/
COPY packed.tgz /r/
ADD no-archive.tgz /n/
