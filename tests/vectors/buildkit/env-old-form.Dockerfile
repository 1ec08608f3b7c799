FROM scratch
ENV A   several words  here
ENV B "quoted words" kept
ENV C $A
COPY a.txt /
