def name():
    return "world"
