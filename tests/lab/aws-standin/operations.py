"""Which AWS operation a request is, and what it is about: what deny rules, faults and the request list use."""
import json
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
    # As https://docs.aws.amazon.com/cli/latest/reference/ecr/list-image-referrers.html has it.
    ('GET', 'referrers', 'BatchGetImage'),
]


def of_api(method, path, target, body):
    """(service, operation, protocol) of an AWS API request."""
    if target.startswith('GraniteServiceVersion20100801'):
        return 'cloudwatch', target.rsplit('.', 1)[-1], 'json'
    if target.startswith('SpencerFrontendService'):
        return 'ecr-public', target.rsplit('.', 1)[-1], 'json'
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


def resources_of(service, operation, path, body, account, region):
    """ARNs of what an AWS API request is about, as IAM would check them; none where it is about nothing in particular."""
    if service == 'ecr':
        wish = json.loads(body or b'{}')
        if 'resourceArn' in wish:
            return [wish['resourceArn']]
        names = wish.get('repositoryNames') or [wish[key] for key in ('repositoryName',) if key in wish]
        if not names and operation == 'DescribeRepositories':
            names = ['*']
        return [f'arn:aws:ecr:{region}:{wish.get("registryId", account)}:repository/{name}' for name in names]
    if service == 'lambda':
        return lambda_resources(path, body, account, region)
    if service == 'cloudwatch':
        return [f'arn:aws:cloudwatch:{region}:{account}:alarm:{name}' for name in json.loads(body or b'{}').get('AlarmNames', [])]
    form = dict(urllib.parse.parse_qsl(body.decode('utf-8', 'replace')))
    if 'RoleArn' in form:
        return [form['RoleArn']]
    return [f'arn:aws:iam::{account}:role/{form["RoleName"]}'] if 'RoleName' in form else []


def lambda_resources(path, body, account, region):
    plain, _, query = path.partition('?')
    tagged = re.match(r'/20\d\d-\d\d-\d\d/tags/(.+)$', plain)
    if tagged:
        return [urllib.parse.unquote(tagged[1])]
    named = re.match(r'/20\d\d-\d\d-\d\d/functions/([^/]+)', plain)
    name = urllib.parse.unquote(named[1]) if named else json.loads(body).get('FunctionName') if body and plain.endswith('/functions') else None
    if not name:
        return []
    arn = name if name.startswith('arn:') else f'arn:aws:lambda:{region}:{account}:function:{name.split("function:")[-1]}'
    qualifier = urllib.parse.parse_qs(query).get('Qualifier', [])
    return [':'.join([arn, *qualifier])]
