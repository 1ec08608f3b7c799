#: clashes
FROM @base
ADD a.txt clash/base-bare.tar /
