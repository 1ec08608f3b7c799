FROM scratch
ENV A=1
ENV A=$A-2 B=$A
ENV C=$B
COPY a.txt /$A/
