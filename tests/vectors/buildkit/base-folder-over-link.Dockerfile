FROM @base
COPY src /lib
