from chalice import Chalice

from chalicelib import greetings

app = Chalice(app_name="helloworld")


@app.route("/")
def index():
    return {"hello": greetings.name()}
