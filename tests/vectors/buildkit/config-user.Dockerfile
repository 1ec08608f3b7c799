FROM scratch
USER app:web
COPY a.txt /
USER 0
COPY b.txt /
