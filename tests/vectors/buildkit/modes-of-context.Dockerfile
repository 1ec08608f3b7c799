#: modes
FROM scratch
COPY closed /closed
COPY private /p/
COPY src/deep /deep
