from bottle import Bottle

app = Bottle()


@app.route("/hello/<name>")
def index(name):
    return {"hello": name}
