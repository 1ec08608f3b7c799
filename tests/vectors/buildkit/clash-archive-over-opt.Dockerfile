#: clashes
FROM @base
ADD clash/deeper-bare.tar /opt/current
