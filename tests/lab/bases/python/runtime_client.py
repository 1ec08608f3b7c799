"""A small Runtime API client for the lab's Python base image (not AWS's awslambdaric)."""
import importlib
import json
import os
import sys
import traceback
import urllib.request

API = f'http://{os.environ["AWS_LAMBDA_RUNTIME_API"]}/2018-06-01/runtime'
http = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def post(path, value, error_type=None):
    headers = {'Content-Type': 'application/json'}
    if error_type:
        headers['Lambda-Runtime-Function-Error-Type'] = error_type
    http.open(urllib.request.Request(API + path, json.dumps(value).encode(), headers)).read()


def describe(problem):
    return {'errorType': type(problem).__name__, 'errorMessage': str(problem),
            'stackTrace': traceback.format_exception(problem)}


class Context:
    def __init__(self, headers):
        self.aws_request_id = headers['Lambda-Runtime-Aws-Request-Id']
        self.invoked_function_arn = headers['Lambda-Runtime-Invoked-Function-Arn']
        self.deadline_ms = int(headers['Lambda-Runtime-Deadline-Ms'])
        self.function_name = os.environ.get('AWS_LAMBDA_FUNCTION_NAME')
        self.function_version = os.environ.get('AWS_LAMBDA_FUNCTION_VERSION')
        self.memory_limit_in_mb = os.environ.get('AWS_LAMBDA_FUNCTION_MEMORY_SIZE')

    def get_remaining_time_in_millis(self):
        import time
        return max(0, self.deadline_ms - int(time.time() * 1000))


def load(handler):
    sys.path.insert(0, os.environ['LAMBDA_TASK_ROOT'])
    module, _, function = handler.rpartition('.')
    return getattr(importlib.import_module(module.replace('/', '.')), function)


try:
    function = load(os.environ['_HANDLER'])
except Exception as problem:
    kind = 'Runtime.ImportModuleError' if isinstance(problem, ImportError) else 'Runtime.HandlerNotFound'
    post('/init/error', {**describe(problem), 'errorType': kind}, kind)
    sys.exit(1)
while True:
    with http.open(API + '/invocation/next') as answer:
        event, headers = json.load(answer), answer.headers
    request = headers['Lambda-Runtime-Aws-Request-Id']
    try:
        result = function(event, Context(headers))
    except Exception as problem:
        post(f'/invocation/{request}/error', describe(problem), 'Runtime.' + type(problem).__name__)
    else:
        post(f'/invocation/{request}/response', result)
