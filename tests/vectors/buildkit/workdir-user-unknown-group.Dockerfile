FROM @base
USER app:nogroup
WORKDIR /made
