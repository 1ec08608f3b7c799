FROM scratch
CMD -- x
ENV -- A=b
