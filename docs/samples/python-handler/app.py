import platform


def lambda_handler(event, context):
    return {"message": f"Hello {event.get('name', 'world')} from Python {platform.python_version()}"}
