ARG IMAGE=scratch
ARG NAME=x
FROM $IMAGE AS stage
COPY a.txt /$NAME/
