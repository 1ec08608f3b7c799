module github.com/acme/http

go 1.25.0

toolchain go1.25.3

require github.com/mattn/go-sqlite3 v1.14.32
