import os


def hello(event, context):
    return os.environ["GREETING"]


def bye(event, context):
    return "bye"
