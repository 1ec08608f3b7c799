FROM @base
CMD []
ENTRYPOINT []
COPY a.txt /
