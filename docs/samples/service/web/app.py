def handler(event, context):
    return {"ok": True}


def admin(event, context):
    return {"admin": True}
