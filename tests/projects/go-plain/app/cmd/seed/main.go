package main

import "fmt"

func main() {
	fmt.Println("Fills a table; not the function.")
}
