FROM @onbuild AS one
FROM one
COPY b.txt /
