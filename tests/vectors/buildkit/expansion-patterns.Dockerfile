FROM scratch
ENV P=/usr/lib/x.tar.gz
ENV A=${P#*/} B=${P##*/} C=${P%.*} D=${P%%.*} E=${P/r/R} F=${P//r/R} G=${P#x} H=${P%?z} I=${P//?r/-}
COPY a.txt /
