FROM tools
COPY a.txt /opt/
CMD ["changed"]
#: layout tools=base
#: links
