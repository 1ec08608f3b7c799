FROM @base
COPY src /replaced
