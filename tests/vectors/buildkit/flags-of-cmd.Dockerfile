FROM scratch
CMD --port 8080
