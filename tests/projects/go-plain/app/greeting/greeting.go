package greeting

func For(name string) string {
	return "Hello " + name
}
