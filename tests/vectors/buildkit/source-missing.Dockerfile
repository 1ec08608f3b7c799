FROM scratch
COPY nothing /x
