#: clashes
FROM @base
ADD clash/base-bare.tar /
