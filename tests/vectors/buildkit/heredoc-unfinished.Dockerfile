FROM scratch
COPY <<EOF /x
text
