FROM scratch
COPY src /app/
COPY a.txt /app
COPY src/deep /app/deep
