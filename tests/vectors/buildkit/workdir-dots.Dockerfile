FROM @base
WORKDIR /var/task/../new
