FROM scratch AS one
ENV A=env
ARG A=arg B=arg
LABEL one=$A$B
FROM one
LABEL two=$A$B
COPY a.txt /
