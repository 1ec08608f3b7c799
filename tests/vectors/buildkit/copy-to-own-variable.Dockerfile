FROM scratch
ENV LAMBDA_TASK_ROOT=/app
COPY a.txt /app
