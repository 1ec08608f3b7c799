FROM @base
