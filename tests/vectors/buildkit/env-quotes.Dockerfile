FROM @base
ENV A="two words" B=${A:-x} C='$A' D=a\ b PATH=/x:$PATH
ENV E $A and more
LABEL a="b c" $A=${UNSET:-d}
ARG F=f
ENV G=${F:+yes}$F
WORKDIR $F
COPY a.txt .
