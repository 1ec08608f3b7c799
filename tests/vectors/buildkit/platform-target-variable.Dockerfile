FROM --platform=$TARGETPLATFORM @bare
COPY a.txt /
