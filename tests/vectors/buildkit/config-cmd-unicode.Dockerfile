FROM scratch
CMD ["\u00e9", "é", "<&>"]
LABEL x="<é&>"
COPY a.txt /
