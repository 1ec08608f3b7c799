FROM nothing
COPY a.txt /
#: context nothing=scratch
