module github.com/acme/gin

go 1.25

require github.com/gin-gonic/gin v1.11.0
