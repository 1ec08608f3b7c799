def api(event, context):
    return {"ok": True}


def jobs(event, context):
    return {"done": len(event)}
