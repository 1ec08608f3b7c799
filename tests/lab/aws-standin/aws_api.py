"""The AWS API half of the stand-in: checks credentials, the service's model, deny rules and faults, then hands the request to moto."""
import base64
import json
import re
import secrets
import time
import uuid
import xml.sax.saxutils

from moto.ecr.models import ecr_backends
from moto.iam.models import get_account_id_from

import operations
import service_models

CREATIONS = ('CreateFunction', 'CreateRole', 'CreateRepository')
BAD_KEYS = {
    'BADKEY': ('UnrecognizedClientException', 'InvalidClientTokenId', 'The security token included in the request is invalid.'),
    'EXPIREDKEY': ('ExpiredTokenException', 'ExpiredToken', 'The security token included in the request is expired'),
}


class Tokens:
    """ECR authorization tokens: each belongs to one account and Region, and really expires."""

    def __init__(self):
        self.known = {}

    def mint(self, account, region, ttl, key):
        token = secrets.token_urlsafe(96)
        self.known[token] = (account, region, time.time() + ttl, key)
        return token, self.known[token][2]


def caller(handler):
    """(access key, Region) from the SigV4 header; Nones when the request is not signed."""
    match = re.search(r'Credential=([^/]+)/\d+/([^/]+)/', handler.headers.get('Authorization', ''))
    return match.groups() if match else (None, None)


def fail(handler, protocol, status, code, message):
    request = str(uuid.uuid4())
    if protocol == 'query':
        body = ('<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>'
                f'<Code>{code}</Code><Message>{xml.sax.saxutils.escape(message)}</Message></Error><RequestId>{request}</RequestId></ErrorResponse>').encode()
        return handler.reply(status, [('Content-Type', 'text/xml'), ('x-amzn-RequestId', request)], body)
    value = {'__type': code, 'message': message} if protocol == 'json' else {'Type': 'User', 'Message': message, 'message': message}
    handler.reply_json(status, value, [('x-amzn-RequestId', request), ('x-amzn-ErrorType', code)], 'application/x-amz-json-1.1')


def lets_in(owner, region, repository, account, operation):
    """Whether the policy of a repository lets another account do this."""
    known = ecr_backends[owner][region].repositories.get(repository)
    for statement in json.loads(known.policy)['Statement'] if known and known.policy else []:
        principals, actions = ([part] if isinstance(part, str) else part or [] for part in (
            statement['Principal'].get('AWS') if isinstance(statement['Principal'], dict) else statement['Principal'], statement['Action']))
        if statement['Effect'] == 'Allow' and any(account in each or each == '*' for each in principals) and f'ecr:{operation}' in actions:
            return True
    return False


def denied_message(account, service, operation, resource='*', kind='identity-based'):
    action = {'lambda:Invoke': 'lambda:InvokeFunction'}.get(f'{service}:{operation}', f'{service}:{operation}')
    return (f'User: arn:aws:iam::{account}:user/lab is not authorized to perform: {action} on resource: {resource} '
            f'because no {kind} policy allows the {action} action')


def answer(handler, control, tokens, moto):
    body = handler.read_body()
    key, region = caller(handler)
    service, operation, protocol = operations.of_api(handler.command, handler.path, handler.headers.get('X-Amz-Target', ''), body)
    account = get_account_id_from(key)
    handler.operation, handler.service, handler.access_key = operation, service, key or ''
    handler.resources = operations.resources_of(service, operation, handler.path, body, account, region)
    # JSON 1.1 services answer client errors with 400, the others with 403.
    refused = 400 if protocol == 'json' else 403

    fault = control.take_fault('aws', handler.command, handler.path, operation)
    if fault:
        if fault.get('drop'):
            handler.drop()
        return fail(handler, protocol, fault['status'], fault.get('code', 'InternalFailure'), fault.get('message', 'Planned by the lab.'))
    if key in BAD_KEYS:
        code, query_code, message = BAD_KEYS[key]
        return fail(handler, protocol, refused, query_code if protocol == 'query' else code, message)
    problem = service_models.refusal(service, operation, protocol, handler.command, handler.path, handler.headers, body)
    if problem:
        return fail(handler, protocol, 400, *problem)
    if operation in control.denied:
        message = control.denied[operation] or denied_message(account, service, operation, next(iter(handler.resources), '*'))
        return fail(handler, protocol, refused, 'AccessDenied' if protocol == 'query' else 'AccessDeniedException', message)
    if operation == 'GetAuthorizationToken' and service == 'ecr':
        return give_token(handler, control, tokens, key, region, protocol)
    owner = json.loads(body or b'{}').get('registryId', account) if service == 'ecr' else account
    if owner != account:
        # Defect mended: repositories of other accounts were looked for in the caller's own.
        if not lets_in(owner, region, json.loads(body).get('repositoryName'), account, operation):
            return fail(handler, protocol, refused, 'AccessDeniedException',
                        denied_message(account, service, operation, next(iter(handler.resources), '*'), 'resource-based'))
        handler.headers['x-moto-account-id'] = owner
    if operation in CREATIONS:
        for arn in handler.resources:
            control.born(arn)
    elif hidden := next((arn for arn in handler.resources if control.is_invisible(arn, service)), None):
        return fail(handler, protocol, *not_found(service, hidden))
    handler.forward(moto, body=body)
    if operation in CREATIONS and handler.status >= 300:
        for arn in handler.resources:
            control.unborn(arn)


def not_found(service, arn):
    if service == 'lambda':
        return 404, 'ResourceNotFoundException', f'Function not found: {arn}'
    if service == 'iam':
        return 404, 'NoSuchEntity', f"The role with name {arn.rpartition('/')[2]} cannot be found."
    return 400, 'RepositoryNotFoundException', (f"The repository with name '{arn.split('/', 1)[1]}' does not exist in the registry "
                                                f"with id '{arn.split(':')[4]}'")


def give_token(handler, control, tokens, key, region, protocol):
    # Defect of moto mended: one constant token that expired in 2015.
    if not key:
        return fail(handler, protocol, 400, 'MissingAuthenticationTokenException', 'Missing Authentication Token')
    token, expires = tokens.mint(get_account_id_from(key), region, control.token_ttl, key)
    handler.reply_json(200, {'authorizationData': [{
        'authorizationToken': base64.b64encode(b'AWS:' + token.encode()).decode(),
        'expiresAt': round(expires, 3),
        'proxyEndpoint': f'http://{handler.own_address}',
    }]}, [('x-amzn-RequestId', str(uuid.uuid4()))], 'application/x-amz-json-1.1')
