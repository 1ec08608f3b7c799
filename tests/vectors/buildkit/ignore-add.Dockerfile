FROM scratch
ADD . /x/
#: ignore packed*
#: ignore no-archive.tgz
#: ignore links
