#: attributes
FROM scratch
COPY src/b.js /
