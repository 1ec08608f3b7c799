"""Refuses what AWS's own description of a service refuses. moto takes much that the real services do not.

botocore checks what it is told itself: members, types and smallest values. Largest values, enums and patterns it leaves to the
service, so they are looked at here.
"""
import functools
import json
import re
import urllib.parse

import botocore.loaders
import botocore.model
import botocore.validate

LOADER = botocore.loaders.Loader()
# How each service names a request that does not follow its model.
CODES = {'ecr': 'InvalidParameterException', 'ecr-public': 'InvalidParameterException', 'iam': 'ValidationError', 'sts': 'ValidationError'}


@functools.cache
def model_of(service):
    if service not in LOADER.list_available_services('service-2'):
        return None
    return botocore.model.ServiceModel(LOADER.load_service_model(service, 'service-2'), service)


def refusal(service, operation, protocol, method, path, headers, body):
    """(code, message) of what the service has against a request; None: nothing, or there is no model."""
    model = model_of(service)
    if model is None or operation not in model.operation_names:
        return None
    shape = model.operation_model(operation).input_shape
    if shape is None:
        return None
    code = CODES.get(service, 'ValidationException')
    try:
        parse = {'json': from_json, 'rest': from_rest, 'query': from_form}[protocol]
        given, problems = parse(model.operation_model(operation), shape, path, headers, body)
    except ValueError as problem:
        return 'SerializationException', f'The request body of {operation} cannot be read: {problem}'
    report = botocore.validate.ParamValidator().validate(given, shape)
    if report.has_errors():
        problems += report.generate_report().splitlines()
    else:
        limits(given, shape, '', problems)
    if not problems:
        return None
    return code, f'{len(problems)} validation error{"s" * (len(problems) > 1)} detected in {operation}: {"; ".join(problems)}'


# ---- what a request holds, as Python values ---------------------------------------------------------------------

def from_json(operation, shape, path, headers, body):
    return json.loads(body or b'{}'), []


def from_rest(operation, shape, path, headers, body):
    plain, _, query = path.partition('?')
    template = operation.http['requestUri'].split('?')[0].rstrip('/')
    match = re.fullmatch(re.sub(r'\\\{(\w+)(\\\+)?\\\}', r'(?P<\1>[^/]+)', re.escape(template)) + '/?', plain)
    if not match:
        return {}, [f'{plain} does not follow {template}']
    payload = shape.serialization.get('payload')
    given = {payload: body} if payload else json.loads(body or b'{}')
    problems = []
    members = {(member.serialization.get('location'), member.serialization.get('name', name).lower()): (name, member)
               for name, member in shape.members.items()}
    for name, value in match.groupdict().items():
        target, member = members['uri', name.lower()]
        given[target] = scalar(urllib.parse.unquote(value), member)
    for name, values in urllib.parse.parse_qs(query, keep_blank_values=True).items():
        target, member = members.get(('querystring', name.lower()), (None, None))
        if target is None:
            problems.append(f'there is no query parameter {name}')
        else:
            given[target] = values if member.type_name == 'list' else scalar(values[0], member)
    for (location, name), (target, member) in members.items():
        if location == 'header' and headers.get(name) is not None:
            given[target] = scalar(headers[name], member)
    return given, problems


def from_form(operation, shape, path, headers, body):
    """Fields such as Tags.member.1.Key, put together by the shapes that they belong to."""
    fields = dict(urllib.parse.parse_qsl(body.decode(), keep_blank_values=True))
    fields.pop('Action', None), fields.pop('Version', None)
    given = form_value(fields, shape, '')
    return given, [f'there is no member {name}' for name in fields]


def form_value(fields, shape, prefix):
    """Takes from `fields` what begins with `prefix`; what is left in the end belongs nowhere."""
    if shape.type_name == 'structure':
        return {name: form_value(fields, member, below) for name, member in shape.members.items()
                if has(fields, below := prefix + ('.' if prefix else '') + member.serialization.get('name', name))}
    if shape.type_name == 'list':
        inner = prefix if shape.serialization.get('flattened') else f'{prefix}.{shape.member.serialization.get("name", "member")}'
        return [form_value(fields, shape.member, f'{inner}.{number}') for number in numbers(fields, inner)]
    if shape.type_name == 'map':
        inner = prefix if shape.serialization.get('flattened') else prefix + '.entry'
        return {form_value(fields, shape.key, f'{inner}.{number}.key'): form_value(fields, shape.value, f'{inner}.{number}.value')
                for number in numbers(fields, inner)}
    return scalar(fields.pop(prefix, ''), shape)


def has(fields, prefix):
    return any(name == prefix or name.startswith(prefix + '.') for name in fields)


def numbers(fields, prefix):
    found = {match[1] for name in fields if (match := re.match(re.escape(prefix) + r'\.(\d+)(?:\.|$)', name))}
    return sorted(found, key=int)


def scalar(text, shape):
    """A text as the type that its shape has; what is none of it stays a text, which the check of types then tells."""
    try:
        if shape.type_name in ('integer', 'long'):
            return int(text)
        if shape.type_name in ('float', 'double'):
            return float(text)
    except ValueError:
        return text
    return {'true': True, 'false': False}.get(text.lower(), text) if shape.type_name == 'boolean' else text


# ---- what botocore does not look at -----------------------------------------------------------------------------

def limits(value, shape, path, problems):
    if shape.type_name == 'structure' and not shape.is_document_type:
        for name, member in value.items():
            limits(member, shape.members[name], f'{path}.{name}'.lstrip('.'), problems)
    elif shape.type_name == 'list':
        at_most(len(value), shape, path, problems)
        for number, member in enumerate(value):
            limits(member, shape.member, f'{path}[{number}]', problems)
    elif shape.type_name == 'map':
        at_most(len(value), shape, path, problems)
        for key, member in value.items():
            limits(key, shape.key, f'{path} (key)', problems)
            limits(member, shape.value, f'{path}.{key}', problems)
    elif shape.type_name in ('integer', 'long', 'float', 'double'):
        at_most(value, shape, path, problems)
    elif shape.type_name == 'string':
        at_most(len(value), shape, path, problems)
        if shape.enum and value not in shape.enum:
            problems.append(f"Value '{value}' at '{path}' is none of {', '.join(shape.enum)}")
        if shape.metadata.get('pattern') and not pattern(shape.metadata['pattern']).fullmatch(value):
            problems.append(f"Value '{value}' at '{path}' does not match {shape.metadata['pattern']}")


def at_most(size, shape, path, problems):
    if size > shape.metadata.get('max', size):
        problems.append(f"'{path}' is {size}, and may be {shape.metadata['max']} at most")


@functools.cache
def pattern(text):
    # Services match the whole text, whether the pattern is anchored or not. Python knows no classes of Unicode by name.
    return re.compile(text.replace(r'\p{L}\p{Z}\p{N}', r'\w\s'), re.DOTALL)
