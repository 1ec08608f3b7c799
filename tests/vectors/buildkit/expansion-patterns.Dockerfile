FROM scratch
ENV P=/usr/lib/x.tar.gz
ENV A=${P#*/} B=${P##*/} C=${P%.*} D=${P%%.*} E=${P/l/L} F=${P//l/L}
COPY a.txt /
