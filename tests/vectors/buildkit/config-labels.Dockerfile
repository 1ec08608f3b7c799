FROM scratch
LABEL one=1 two="2 3" "three four"=5 six='7 8' esc=a\ b
LABEL multi="line one \
line two" dotted.name/x-y=z
LABEL old form of label
COPY a.txt /
#: label two=given
#: label extra=more
