FROM @base
WORKDIR /usr/lib
WORKDIR /var/private
