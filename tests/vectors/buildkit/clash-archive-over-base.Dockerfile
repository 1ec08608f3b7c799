#: clashes
FROM @base
ADD clash/base.tar /
