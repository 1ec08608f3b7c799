FROM scratch AS last
COPY a.txt /1
CMD ["/1"]
#: label added=yes
#: context last=@bare
