#: arg IMAGE=scratch
ARG IMAGE=${REGISTRY:?set REGISTRY}/x
FROM $IMAGE
COPY a.txt /
