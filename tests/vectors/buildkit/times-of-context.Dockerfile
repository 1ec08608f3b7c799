#: times
FROM scratch
COPY src /s
