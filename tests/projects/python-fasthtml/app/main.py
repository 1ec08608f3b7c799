from fasthtml.common import *

app, rt = fast_app(live=False)


@rt("/")
def get():
    return Titled("Hello", P("World"))


serve()
