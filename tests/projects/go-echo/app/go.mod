module github.com/acme/echo

go 1.25

require github.com/labstack/echo/v4 v4.13.4
