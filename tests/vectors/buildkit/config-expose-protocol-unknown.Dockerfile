FROM scratch
EXPOSE 8080/http
