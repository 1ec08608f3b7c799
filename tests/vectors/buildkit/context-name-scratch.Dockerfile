FROM scratch
COPY a.txt /
#: context scratch=assets
