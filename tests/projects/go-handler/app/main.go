package main

import (
	"context"

	"github.com/aws/aws-lambda-go/lambda"
)

type order struct {
	ID string `json:"id"`
}

func handle(ctx context.Context, event order) (string, error) {
	return "Got " + event.ID, nil
}

func main() {
	lambda.Start(handle)
}
