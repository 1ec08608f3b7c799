FROM @base
LABEL from=mine
EXPOSE 81
VOLUME /more
COPY a.txt /
