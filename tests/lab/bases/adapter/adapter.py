"""The same as adapter.mjs, for images that have Python and no Node.js."""
import base64
import http.client
import json
import os
import re
import time


def env(name, fallback):
    return os.environ.get('AWS_LWA_' + name, fallback)


PORT = int(env('PORT', os.environ.get('PORT', '8080')))
API_HOST, API = os.environ['AWS_LAMBDA_RUNTIME_API'], '/2018-06-01/runtime'


def request(host, path, method='GET', headers=None, body=None):
    connection = http.client.HTTPConnection(host)
    try:
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def ready():
    host = f'127.0.0.1:{env("READINESS_CHECK_PORT", str(PORT))}'
    while True:
        try:
            if request(host, env('READINESS_CHECK_PATH', '/'))[0] < 500:
                return
        except OSError:
            pass  # the web app is not listening yet
        time.sleep(0.02)


def from_event(event):
    context = ((event.get('requestContext') or {}) if isinstance(event, dict) else {}).get('http')
    if not context:
        return env('PASS_THROUGH_PATH', '/events'), 'POST', {'content-type': 'application/json'}, json.dumps(event).encode()
    path = event['rawPath'] + ('?' + event['rawQueryString'] if event.get('rawQueryString') else '')
    headers = dict(event.get('headers') or {})
    if event.get('cookies'):
        headers['cookie'] = '; '.join(event['cookies'])
    headers['x-amzn-request-context'] = json.dumps(event['requestContext'])
    body = event.get('body')
    if body is not None:
        body = base64.b64decode(body) if event.get('isBase64Encoded') else body.encode()
    return path, context['method'], headers, body


def to_response(status, headers, body):
    text = bool(re.search(r'^text/|json|xml|javascript|x-www-form-urlencoded', headers.get('content-type', 'text/')))
    kept = {k.lower(): v for k, v in headers.items() if k.lower() not in ('set-cookie', 'connection', 'transfer-encoding')}
    result = {'statusCode': status, 'headers': kept, 'isBase64Encoded': not text,
              'body': body.decode('utf-8', 'replace') if text else base64.b64encode(body).decode()}
    if headers.get_all('set-cookie'):
        result['cookies'] = headers.get_all('set-cookie')
    return result


ready()
while True:
    _, headers, event = request(API_HOST, API + '/invocation/next')
    invocation = f'{API}/invocation/{headers["Lambda-Runtime-Aws-Request-Id"]}'
    try:
        path, method, sent, body = from_event(json.loads(event))
        answer = to_response(*request(f'127.0.0.1:{PORT}', path, method, sent, body))
        request(API_HOST, invocation + '/response', 'POST', {}, json.dumps(answer))
    except Exception as problem:
        request(API_HOST, invocation + '/error', 'POST', {},
                json.dumps({'errorType': 'LambdaWebAdapter.Error', 'errorMessage': repr(problem)}))
