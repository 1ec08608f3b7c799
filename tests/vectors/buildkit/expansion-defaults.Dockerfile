FROM scratch
ARG EMPTY=
ARG SET=s
ENV A=${NONE:-d} B=${EMPTY:-d} C=${SET:-d} D=${NONE:+a} E=${EMPTY:+a} F=${SET:+a}
ENV K=${NONE:-${SET}x} L="${SET:-"q"}" M=${NONE:-$SET}
COPY a.txt /
