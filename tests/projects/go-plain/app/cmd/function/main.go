// A function without any library: it takes events from Lambda's Runtime API itself.
package main

import (
	"bytes"
	"encoding/json"
	"log"
	"net/http"
	"os"

	"acme.example/plain/greeting"
)

func main() {
	api := "http://" + os.Getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/invocation/"
	for {
		next, err := http.Get(api + "next")
		if err != nil {
			log.Fatal(err)
		}
		var event struct{ Name string }
		err = json.NewDecoder(next.Body).Decode(&event)
		next.Body.Close()
		if err != nil {
			log.Fatal(err)
		}
		answer, _ := json.Marshal(greeting.For(event.Name))
		reply, err := http.Post(api+next.Header.Get("Lambda-Runtime-Aws-Request-Id")+"/response", "application/json", bytes.NewReader(answer))
		if err != nil {
			log.Fatal(err)
		}
		reply.Body.Close()
	}
}
