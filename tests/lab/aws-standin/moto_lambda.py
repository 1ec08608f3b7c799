"""Corrections to moto's Lambda for functions made from container images. Each names the defect it mends."""
import copy
import json
import re
import threading
import time
import uuid

from moto.awslambda import models, policy, responses
from moto.awslambda.exceptions import InvalidParameterValueException, LambdaClientError, PreconditionFailedException
from moto.ecr.models import ecr_backends

from moto_ecr import INDEX_TYPES, find_image

CONFIG_TYPES = ('application/vnd.docker.container.image.v1+json', 'application/vnd.oci.image.config.v1+json')
LAYER_TYPES = ('application/vnd.docker.image.rootfs.diff.tar.gzip', 'application/vnd.oci.image.layer.v1.tar+gzip',
               'application/vnd.oci.image.layer.v1.tar')
# Settings that moto takes and forgets.
SETTINGS = ('TracingConfig', 'DeadLetterConfig', 'KMSKeyArn', 'FileSystemConfigs', 'LoggingConfig', 'SnapStart')
ECR_HOST = re.compile(r'^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$')


class ResourceConflictException(LambdaClientError):
    code = 409

    def __init__(self, message):
        super().__init__('ResourceConflictException', message)


class AccessDeniedException(LambdaClientError):
    code = 403

    def __init__(self, message):
        super().__init__('AccessDeniedException', message)


def split_uri(uri):
    """host, repository, tag, digest of an image URI."""
    match = re.match(r'^([^/]+)/([a-z0-9._/-]+)(?::([\w.-]+))?(?:@(sha256:[0-9a-f]{64}))?$', uri)
    return match.groups() if match else (None, None, None, None)


def resolve(account, region, uri, lab_host):
    """The digest for an image URI, with the checks and the words of the real service.

    Defects mended: nested repository names were cut to their last part, host:port and repo:tag@digest failed,
    account and region were ignored, index manifests and foreign layers were accepted, other error names were used.
    """
    host, name, tag, digest = split_uri(uri)
    ecr = ECR_HOST.match(host or '')
    if host == lab_host:
        owner, place = account, region
    elif ecr:
        owner, place = ecr.groups()
    else:
        owner = place = None
    if place != region or not (tag or digest):
        raise InvalidParameterValueException(f'Source image {uri} is not valid. Provide a valid source image.')
    repository = ecr_backends[owner][region].repositories.get(name)
    if owner != account and (repository is None or not repository.policy):
        raise AccessDeniedException('Lambda does not have permission to access the ECR image. Check the ECR permissions.')
    image = repository and find_image(repository, digest=digest, tag=None if digest else tag)
    if not image:
        raise InvalidParameterValueException(f'Source image {uri} does not exist. Provide a valid source image.')
    manifest = json.loads(image.image_manifest)
    if (image.image_manifest_media_type in INDEX_TYPES or 'config' not in manifest
            or manifest['config']['mediaType'] not in CONFIG_TYPES
            or any(layer['mediaType'] not in LAYER_TYPES for layer in manifest['layers'])):
        raise InvalidParameterValueException(
            f'The image manifest, config or layer media type for the source image {uri} is not supported.')
    return image.image_digest


def state(function):
    """The state fields of a function now, by the change a test has planned for it."""
    change = getattr(function, 'lab_change', None)
    if not change:
        return 'settled', {'State': 'Active', 'LastUpdateStatus': 'Successful'}
    busy = time.time() < change['until']
    failed = change['result'] == 'Failed'
    if change['kind'] == 'create':
        if busy:
            return 'pending', {
                'State': 'Pending', 'StateReason': 'The function is being created.', 'StateReasonCode': 'Creating',
                'LastUpdateStatus': 'InProgress', 'LastUpdateStatusReason': 'The function is being created.',
                'LastUpdateStatusReasonCode': 'Creating'}
        if failed:
            return 'failed', {'State': 'Failed', 'StateReason': change['reason'], 'StateReasonCode': change['code'],
                              'LastUpdateStatus': 'Failed', 'LastUpdateStatusReason': change['reason'],
                              'LastUpdateStatusReasonCode': change['code']}
    elif busy:
        return 'updating', {'State': 'Active', 'LastUpdateStatus': 'InProgress',
                            'LastUpdateStatusReason': 'The function is being created.', 'LastUpdateStatusReasonCode': 'Creating'}
    elif failed:
        return 'failed', {'State': 'Active', 'LastUpdateStatus': 'Failed', 'LastUpdateStatusReason': change['reason'],
                          'LastUpdateStatusReasonCode': change['code']}
    return 'settled', {'State': 'Active', 'LastUpdateStatus': 'Successful'}


def revision(function):
    # The real RevisionId also changes when an update settles, not only when one is asked for.
    return str(uuid.uuid5(function.lab_revision, state(function)[0]))


def refuse_when_busy(function):
    phase, _ = state(function)
    if phase == 'pending' or (phase == 'failed' and function.lab_change['kind'] == 'create'):
        raise ResourceConflictException('The operation cannot be performed at this time. '
                                        f'The function is currently in the following state: {phase.capitalize()}')
    if phase == 'updating':
        raise ResourceConflictException('The operation cannot be performed at this time. '
                                        f'An update is in progress for resource: {function.function_arn}')


def refuse_old_revision(wanted, current):
    if wanted and wanted != current:
        raise PreconditionFailedException('The Revision Id provided does not match the latest Revision Id. '
                                          'Call the GetFunction/GetAlias API to retrieve the latest Revision Id')


def _answer(status, headers, body):
    # moto takes the status from the headers.
    return status, {**headers, 'status': status}, body


def install(control, lab_host):
    Function, Backend, Response = models.LambdaFunction, models.LambdaBackend, responses.LambdaResponse
    stock_set_code, stock_configuration, stock_get_code = Function._set_function_code, Function.get_configuration, Function.get_code
    stock_update, stock_create = Function.update_configuration, Backend.create_function
    stock_get_function = Response.get_function
    stock_publish, stock_alias_update = models.LambdaStorage.publish_version, models.LambdaAlias.update

    def set_function_code(self, spec):
        if not hasattr(self, 'lab_revision'):
            self.lab_revision = uuid.uuid4()
        if 'ImageUri' not in spec:
            return stock_set_code(self, spec)
        digest = resolve(self.account_id, self.region, spec['ImageUri'], lab_host())
        if spec.get('DryRun'):
            return
        # Defect mended: published versions shared this dict with $LATEST, so an update changed the past.
        self.code = {**self.code, 'ImageUri': spec['ImageUri']}
        self.code_sha_256 = digest.removeprefix('sha256:')
        self.code_size = 0

    def get_configuration(self, on_create=False):
        config = stock_configuration(self, on_create)
        config.update(state(self)[1])
        # Defect mended: a function whose image could not be taken had a hash.
        if config['State'] == 'Failed':
            config.pop('CodeSha256', None)
        # Defect mended: functions had no RevisionId.
        config['RevisionId'] = revision(self)
        # Defect mended: most settings were forgotten.
        config.update(getattr(self, 'lab_settings', {}))
        if self.package_type == 'Image':
            config.pop('Handler', None)
            config.pop('Runtime', None)
            image_config = {k: v for k, v in self.image_config.response().items() if v}
            config.pop('ImageConfigResponse', None)
            if image_config:
                config['ImageConfigResponse'] = {'ImageConfig': image_config}
        return config

    def get_code(self):
        answer = stock_get_code(self)
        if 'ImageUri' in self.code:
            host, name, _, _ = split_uri(self.code['ImageUri'])
            # Defect mended: malformed ResolvedImageUri for repo@sha256:… and host:port/….
            answer['Code']['ResolvedImageUri'] = f'{host}/{name}@sha256:{self.code_sha_256}'
        return answer

    def update_configuration(self, wish):
        refuse_when_busy(self)
        refuse_old_revision(wish.get('RevisionId'), revision(self))
        refuse_fresh_role(wish)
        keep(self)
        stock_update(self, wish)
        # Defects mended: ImageConfig and EphemeralStorage were ignored.
        if 'ImageConfig' in wish:
            self.image_config = models.ImageConfig(wish['ImageConfig'])
        if wish.get('EphemeralStorage'):
            self.ephemeral_storage = wish['EphemeralStorage']['Size']
        remember(self, wish)
        touched(self)
        return self.get_configuration()

    def refuse_fresh_role(wish):
        if control.is_invisible(wish.get('Role') or ''):
            raise InvalidParameterValueException('The role defined for the function cannot be assumed by Lambda.')

    def keep(function):
        """Readers see the function as it is now for a while yet, where a test has asked for that."""
        lag = control.lag(function.function_arn)
        function.lab_before = (time.time() + lag, function.get_code()) if lag else None

    def get_function(self):
        function = self.backend.get_function(responses.unquote(self.path.rsplit('/', 1)[-1]), self._get_param('Qualifier'))
        until, before = getattr(function, 'lab_before', None) or (0, None)
        return json.dumps(before) if time.time() < until else stock_get_function(self)

    def remember(function, wish):
        function.lab_settings = {**getattr(function, 'lab_settings', {}), **{name: wish[name] for name in SETTINGS if name in wish}}

    def touched(function):
        function.lab_revision = uuid.uuid4()
        function.lab_change = control.take_change(function.function_name, 'update')
        function.last_modified = models.iso_8601_datetime_with_nanoseconds()

    def create_function(self, spec):
        if spec.get('PackageType') == 'Image':
            for name in ('Runtime', 'Handler', 'Layers'):
                if spec.get(name):
                    raise InvalidParameterValueException(f'{name} is not supported for functions created with container images.')
        refuse_fresh_role(spec)
        function = stock_create(self, spec)
        remember(function, spec)
        remember(self.get_function(spec['FunctionName']), spec)
        self.get_function(spec['FunctionName']).lab_change = function.lab_change = control.take_change(spec['FunctionName'], 'create')
        return function

    def update_function_code(self, function_name, qualifier, body):
        # Defects mended: the code was set twice, the second time on a published version; no state, no RevisionId.
        function = self.get_function(function_name, qualifier)
        refuse_when_busy(function)
        refuse_old_revision(body.get('RevisionId'), revision(function))
        if (function.package_type == 'Image') != bool(body.get('ImageUri')):
            raise InvalidParameterValueException(
                'Please provide ImageUri when updating a function with packageType Image.' if function.package_type == 'Image'
                else 'Please don\'t provide ImageUri when updating a function with packageType Zip.')
        if body.get('DryRun'):
            trial = copy.copy(function)
            trial.update_function_code(body)
            return function.get_configuration()
        keep(function)
        function.update_function_code(body)
        if body.get('Architectures'):
            function.architectures = body['Architectures']
        touched(function)
        if body.get('Publish'):
            return self.publish_version(function.function_name).get_configuration()
        return function.get_configuration()

    def publish_version(self, name_or_arn, description=''):
        function = self.get_function_by_name_or_arn_forbid_qualifier(name_or_arn)
        version = stock_publish(self, name_or_arn, description)
        # Defect mended: after an update before the first publication, the second one made a version without a change.
        function.code_or_config_updated = False
        if version is not None and not hasattr(version, 'lab_published'):
            version.lab_published, version.lab_change, version.lab_before = True, None, None
            control.born(f'{function.function_arn}:{version.version}')
        return version

    def respond_publish(self):
        name = responses.unquote(self.path.split('/')[-2])
        function = self.backend.get_function(name)
        refuse_when_busy(function)
        # Defects mended: RevisionId and CodeSha256 were not checked.
        refuse_old_revision(self._get_param('RevisionId'), revision(function))
        expected = self._get_param('CodeSha256')
        if expected and expected != function.code_sha_256:
            raise InvalidParameterValueException(
                f'CodeSHA256 ({expected}) is different from current CodeSHA256 in $LATEST ({function.code_sha_256}). Please try again with the CodeSHA256 in $LATEST.')
        version = self.backend.publish_version(name, self._get_param('Description'))
        return _answer(201, {}, json.dumps(version.get_configuration()))

    def check_routing(function_name, version, routing, known):
        """Defect mended: weights were taken as they came."""
        weights = (routing or {}).get('AdditionalVersionWeights') or {}
        if not weights:
            return
        if len(weights) > 1:
            raise InvalidParameterValueException('Number of items in AdditionalVersionWeights cannot be greater than 1. Actual: %d' % len(weights))
        (other, weight), = weights.items()
        if not re.fullmatch('[0-9]+', other) or version == '$LATEST':
            raise InvalidParameterValueException('$LATEST is not supported for an alias pointing to more than 1 version')
        if other == version:
            raise InvalidParameterValueException(f'Invalid function version {other}. Function version {version} is already included in routing configuration.')
        if isinstance(weight, bool) or not isinstance(weight, (int, float)) or not 0 <= weight <= 1:
            raise InvalidParameterValueException(f'Value {weight} at AdditionalVersionWeights failed to satisfy constraint: between 0.0 and 1.0')
        ours, theirs = known(version), known(other)
        if ours.role != theirs.role:
            raise InvalidParameterValueException('Both function versions must have the same IAM execution role.')

    def known_version(backend, function_name):
        def find(version):
            # Unknown versions are a 404, as for the alias' own one.
            return backend.get_function(function_name, version)
        return find

    stock_create_alias = Backend.create_alias

    def create_alias(self, name, function_name, function_version, description, routing_config):
        check_routing(function_name, function_version, routing_config, known_version(self, function_name))
        return stock_create_alias(self, name, function_name, function_version, description, routing_config)

    def alias_update(self, description, function_version, routing_config):
        stock_alias_update(self, description, function_version, routing_config)
        # Empty weights end the division.
        if not (self.routing_config or {}).get('AdditionalVersionWeights'):
            self.routing_config = None
        # Defect mended: an alias kept its RevisionId for ever.
        self.revision_id = str(uuid.uuid4())

    stock_respond_alias = Response.update_alias

    def respond_alias_update(self):
        name, alias = responses.unquote(self.path.rsplit('/')[-3]), responses.unquote(self.path.rsplit('/', 2)[-1])
        wish, current = json.loads(self.body), self.backend.get_alias(name=alias, function_name=name)
        refuse_old_revision(wish.get('RevisionId'), current.revision_id)
        check_routing(name, wish.get('FunctionVersion') or current.function_version, wish.get('RoutingConfig'), known_version(self.backend, name))
        return ok(stock_respond_alias(self))

    def ok(answer):
        # Defect mended: reading and changing an alias answered 201.
        status, headers, body = answer
        return 200, {**headers, 'status': 200}, body

    stock_respond_get_alias = Response.get_alias

    def respond_get_alias(self):
        return ok(stock_respond_get_alias(self))

    def invoke(self):
        # Defect mended: an invocation succeeded for a function that does not exist, and had no result headers.
        name = responses.unquote(self.path.rsplit('/', 2)[-2])
        function = self.backend.get_function(name, self._get_param('Qualifier'))
        kind = self.headers.get('X-Amz-Invocation-Type', 'RequestResponse')
        plan = control.invocation(function.function_name, str(function.version)) or {}
        headers = {'X-Amz-Executed-Version': str(function.version)}
        if kind in ('DryRun', 'Event'):
            return _answer(204 if kind == 'DryRun' else 202, headers, '')
        if plan.get('functionError'):
            headers['X-Amz-Function-Error'] = plan['functionError']
        if self.headers.get('X-Amz-Log-Type') == 'Tail':
            log = plan.get('log', 'START RequestId: lab\nEND RequestId: lab\n')
            headers['X-Amz-Log-Result'] = models.base64.b64encode(log.encode()).decode()
        return _answer(int(plan.get('status', 200)), headers, json.dumps(plan['payload']) if 'payload' in plan else (self.body or 'null'))

    stock_add_statement = policy.Policy.add_statement

    def add_statement(self, raw, qualifier=None):
        # Defects mended: a second statement of the same name was taken, and conditions about URLs were no conditions.
        wish = json.loads(raw)
        if any(each.get('Sid') == wish.get('StatementId') for each in self.statements):
            raise ResourceConflictException(f"The statement id ({wish['StatementId']}) provided already exists. "
                                            'Please provide a new statement id, or remove the existing statement.')
        auth, via_url = wish.pop('FunctionUrlAuthType', None), wish.pop('InvokedViaFunctionUrl', None)
        statement, version = stock_add_statement(self, json.dumps(wish), qualifier)
        if auth:
            statement.setdefault('Condition', {}).setdefault('StringEquals', {})['lambda:FunctionUrlAuthType'] = auth
        if via_url is not None:
            statement.setdefault('Condition', {}).setdefault('Bool', {})['lambda:InvokedViaFunctionUrl'] = str(via_url).lower()
        return statement, version

    stock_delete_statement = policy.Policy.del_statement

    def delete_statement(self, sid, revision=''):
        # Defect mended: a RevisionId came as a list and never matched.
        return stock_delete_statement(self, sid, revision[0] if isinstance(revision, list) else revision)

    stock_url, stock_url_update = models.FunctionUrlConfig.to_dict, models.FunctionUrlConfig.update

    def url(self):
        # Defects mended: an address without its last slash, and another spelling of the default.
        config = stock_url(self)
        return {**{name: value for name, value in config.items() if value is not None},
                'FunctionUrl': config['FunctionUrl'].rstrip('/') + '/', 'InvokeMode': self.config.get('InvokeMode') or 'BUFFERED'}

    def update_url(self, wish):
        stock_url_update(self, wish)
        if wish.get('InvokeMode'):
            self.config['InvokeMode'] = wish['InvokeMode']

    # Defect mended: two changes at the same moment could both pass the checks of existence, state and revision.
    one_at_a_time = threading.RLock()

    def alone(change):
        def locked(*arguments, **named):
            with one_at_a_time:
                return change(*arguments, **named)
        return locked

    update_configuration, update_function_code, respond_publish = map(alone, (update_configuration, update_function_code, respond_publish))
    create_alias, respond_alias_update = map(alone, (create_alias, respond_alias_update))
    Response.create_function = alone(Response.create_function)
    policy.Policy.add_statement = add_statement
    policy.Policy.del_statement = delete_statement
    models.FunctionUrlConfig.to_dict = url
    models.FunctionUrlConfig.update = update_url
    Function._set_function_code = set_function_code
    Function.get_configuration = get_configuration
    Function.get_code = get_code
    Function.update_configuration = update_configuration
    Backend.create_function = create_function
    Backend.update_function_code = update_function_code
    models.LambdaStorage.publish_version = publish_version
    models.LambdaAlias.update = alias_update
    Response.get_function = get_function
    Response.publish_version = respond_publish
    Response.update_alias = respond_alias_update
    Response.get_alias = respond_get_alias
    Backend.create_alias = create_alias
    Response.invoke = invoke
