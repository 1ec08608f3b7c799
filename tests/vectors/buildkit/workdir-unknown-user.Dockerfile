FROM @base
USER nobody2:7
WORKDIR /made
