def lambda_handler(event, context):
    return {"message": "Hello " + event.get("name", "world")}
