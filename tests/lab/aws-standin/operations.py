"""Which AWS operation a request is: the name that deny rules, faults and the request list use."""
import re
import urllib.parse

F = r'/functions/[^/]+'
LAMBDA = [
    ('POST', r'/functions/?$', 'CreateFunction'), ('GET', r'/functions/?$', 'ListFunctions'),
    ('GET', F + r'$', 'GetFunction'), ('DELETE', F + r'$', 'DeleteFunction'),
    ('PUT', F + r'/code$', 'UpdateFunctionCode'),
    ('GET', F + r'/configuration$', 'GetFunctionConfiguration'), ('PUT', F + r'/configuration$', 'UpdateFunctionConfiguration'),
    ('POST', F + r'/versions$', 'PublishVersion'), ('GET', F + r'/versions$', 'ListVersionsByFunction'),
    ('POST', F + r'/aliases$', 'CreateAlias'), ('GET', F + r'/aliases$', 'ListAliases'),
    ('GET', F + r'/aliases/[^/]+$', 'GetAlias'), ('PUT', F + r'/aliases/[^/]+$', 'UpdateAlias'),
    ('DELETE', F + r'/aliases/[^/]+$', 'DeleteAlias'),
    ('POST', F + r'/policy$', 'AddPermission'), ('GET', F + r'/policy$', 'GetPolicy'),
    ('DELETE', F + r'/policy/[^/]+$', 'RemovePermission'),
    ('POST', F + r'/url$', 'CreateFunctionUrlConfig'), ('GET', F + r'/url$', 'GetFunctionUrlConfig'),
    ('PUT', F + r'/url$', 'UpdateFunctionUrlConfig'), ('DELETE', F + r'/url$', 'DeleteFunctionUrlConfig'),
    ('PUT', F + r'/concurrency$', 'PutFunctionConcurrency'), ('GET', F + r'/concurrency$', 'GetFunctionConcurrency'),
    ('DELETE', F + r'/concurrency$', 'DeleteFunctionConcurrency'),
    ('POST', F + r'/invocations$', 'Invoke'),
    ('GET', r'/event-source-mappings/?$', 'ListEventSourceMappings'), ('POST', r'/event-source-mappings/?$', 'CreateEventSourceMapping'),
    ('GET', r'/tags/.+$', 'ListTags'), ('POST', r'/tags/.+$', 'TagResource'), ('DELETE', r'/tags/.+$', 'UntagResource'),
]

# The permission that each registry request needs in ECR.
REGISTRY = [
    ('HEAD', 'blobs', 'BatchCheckLayerAvailability'), ('GET', 'blobs', 'GetDownloadUrlForLayer'),
    ('POST', 'uploads', 'InitiateLayerUpload'), ('PATCH', 'uploads', 'UploadLayerPart'), ('PUT', 'uploads', 'CompleteLayerUpload'),
    ('GET', 'manifests', 'BatchGetImage'), ('HEAD', 'manifests', 'BatchGetImage'), ('PUT', 'manifests', 'PutImage'),
    ('DELETE', 'manifests', 'BatchDeleteImage'), ('GET', 'tags', 'ListImages'),
]


def of_api(method, path, target, body):
    """(service, operation, protocol) of an AWS API request."""
    if target.startswith('GraniteServiceVersion20100801'):
        return 'cloudwatch', target.rsplit('.', 1)[-1], 'json'
    if target:
        return ('ecr' if 'ContainerRegistry' in target else target.split('_')[0].split('.')[0].lower(), target.rsplit('.', 1)[-1], 'json')
    plain = path.split('?')[0]
    version = re.match(r'/20\d\d-\d\d-\d\d(/.*)', plain)
    if version:
        for verb, pattern, name in LAMBDA:
            if verb == method and re.match(pattern, version[1]):
                return 'lambda', name, 'rest'
        return 'lambda', '', 'rest'
    if body and b'Action=' in body:
        action = urllib.parse.parse_qs(body.decode('utf-8', 'replace')).get('Action', [''])[0]
        return ('sts' if action in ('GetCallerIdentity', 'AssumeRole', 'AssumeRoleWithWebIdentity') else 'iam'), action, 'query'
    return '', '', 'rest'


def of_registry(method, kind):
    for verb, part, name in REGISTRY:
        if verb == method and part == kind:
            return name
    return ''
