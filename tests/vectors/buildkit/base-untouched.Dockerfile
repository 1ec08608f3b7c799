#: links
FROM @base
