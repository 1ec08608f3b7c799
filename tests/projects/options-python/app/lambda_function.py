import requests


def lambda_handler(event, context):
    return requests.get("https://example.com", timeout=5).status_code
