FROM @base
ADD packed.tgz /
ADD packed.tgz /lib
ADD packed.tgz /opt/current/
