"""AWS stand-in of the lab: AWS API (moto, corrected) and an ECR-like registry on one loopback port.

Usage: python3 tests/lab/aws-standin PORT_FILE REGISTRY_PORT
"""
import json
import os
import pathlib
import sys
import time

os.environ['MOTO_LAMBDA_STUB_ECR'] = 'FALSE'
# AWS's own policies are there in every account.
os.environ['MOTO_IAM_LOAD_MANAGED_POLICIES'] = 'true'
# moto must never reach out to real AWS, and its clients never to a proxy.
os.environ.update(AWS_ACCESS_KEY_ID='x', AWS_SECRET_ACCESS_KEY='x', AWS_DEFAULT_REGION='eu-west-1', NO_PROXY='*')
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'shared'))

import boto3  # noqa: E402
from moto.server import ThreadedMotoServer  # noqa: E402

import aws_api  # noqa: E402
import ecr_registry  # noqa: E402
import moto_ecr  # noqa: E402
import moto_lambda  # noqa: E402
import streaming_proxy  # noqa: E402
from control import Control  # noqa: E402

PORT_FILE, REGISTRY = sys.argv[1], ('127.0.0.1', int(sys.argv[2]))
ROLE = 'lambdaimage-lab'
control = Control()
tokens = aws_api.Tokens()
registry_front = ecr_registry.Front(control, tokens, REGISTRY)
own = {}


class Handler(streaming_proxy.Handler):
    operation = service = access_key = ''
    resources = ()

    @property
    def own_address(self):
        return own['address']

    def answer(self):
        self.operation = self.service = self.access_key = ''
        self.resources = ()
        self.started = time.time()
        if self.path.startswith('/_lab/'):
            return self.lab()
        control.began()
        if self.path.startswith('/v2/') or self.path == '/v2' or self.path.startswith('/_blob/'):
            return registry_front.answer(self)
        return aws_api.answer(self, control, tokens, own['moto'])

    def finished(self):
        if not self.path.startswith('/_lab/'):
            control.record({
                'method': self.command, 'path': self.path, 'service': self.service, 'operation': self.operation, 'resources': list(self.resources),
                'accessKey': self.access_key, 'status': self.status,
                'requestBytes': self.request_bytes, 'responseBytes': self.response_bytes,
                'userAgent': self.headers.get('User-Agent', ''), 'time': round(self.started, 3),
                'seconds': round(time.time() - self.started, 3)})

    def lab(self):
        what = self.path.removeprefix('/_lab/')
        if self.command == 'GET':
            answers = {'health': lambda: {'ok': True}, 'requests': control.recorded}
            return self.reply_json(200, answers[what]()) if what in answers else self.reply_json(404, {'error': 'unknown'})
        wish = json.loads(self.read_body() or b'{}')
        actions = {'config': control.set_config, 'faults': control.add_faults, 'function': control.set_function,
                   'deny': control.deny, 'lag': control.set_lag, 'scan': control.set_scan, 'reset': self.reset}
        if what not in actions:
            return self.reply_json(404, {'error': f'one of: {", ".join(actions)}'})
        try:
            actions[what](wish)
        except (KeyError, TypeError, ValueError) as problem:
            return self.reply_json(400, {'error': repr(problem)})
        return self.reply_json(200, {'ok': True})

    @staticmethod
    def reset(wish):
        """{} resets what tests have switched and the request list; {"aws": true} also empties moto."""
        control.reset()
        if wish.get('aws'):
            from moto.core.model_instances import reset_model_data
            from moto.backends import get_backend
            for service in ('ecr', 'lambda', 'iam', 'sts', 'logs', 'cloudwatch'):
                for backends in get_backend(service).values():
                    for backend in backends.values():
                        backend.reset()
            reset_model_data()
            make_role()


def make_role():
    iam = boto3.client('iam', endpoint_url='http://%s:%d' % own['moto'], region_name='eu-west-1')
    trust = {'Version': '2012-10-17', 'Statement': [
        {'Effect': 'Allow', 'Principal': {'Service': 'lambda.amazonaws.com'}, 'Action': 'sts:AssumeRole'}]}
    iam.create_role(RoleName=ROLE, AssumeRolePolicyDocument=json.dumps(trust))


def ready(server):
    own['address'] = f'127.0.0.1:{server.server_port}'


moto_ecr.install(ecr_registry.store_manifest(REGISTRY), control)
moto_lambda.install(control, lambda: own.get('address'))
moto = ThreadedMotoServer('127.0.0.1', 0, verbose=False)
moto.start()
own['moto'] = moto.get_host_and_port()
make_role()
streaming_proxy.serve(Handler, PORT_FILE, ready)
