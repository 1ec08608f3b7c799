FROM scratch
HEALTHCHECK --interval=1m30s --timeout=500ms --start-period=2h --retries=4 CMD ["a", "b"]
COPY a.txt /
