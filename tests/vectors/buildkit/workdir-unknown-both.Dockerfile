FROM @base
USER nobody2:nogroup
WORKDIR /made
