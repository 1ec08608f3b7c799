"""The /v2/ half of the stand-in: an OCI registry with ECR's authorization, wording and rules.

Blobs live in docker-registry under ecr/ACCOUNT/REGION/, so that Regions do not see each other's layers. Manifests are
checked and stored there too, but what exists is decided by moto's records, so the ECR API and /v2/ always agree.
"""
import base64
import http.client
import json
import re
import secrets
import time
import urllib.parse

from moto.core.exceptions import ServiceException
from moto.ecr.models import ecr_backends

import moto_ecr
import operations
from aws_api import denied_message

PATH = re.compile(r'^/v2/(?P<name>.+?)/(?P<kind>manifests|referrers|blobs/uploads|blobs|tags)(?:/(?P<ref>[^?]*))?(?:\?(?P<query>.*))?$')


def error(handler, status, code, message, headers=()):
    handler.reply_json(status, {'errors': [{'code': code, 'message': message}]},
                       [('Docker-Distribution-Api-Version', 'registry/2.0'), *headers])


def prefix(account, region):
    return f'ecr/{account}/{region}/'


def store_manifest(registry):
    """Puts a manifest that came by the PutImage API into the registry; returns the registry's complaint, if any."""
    def store(account, region, name, digest, manifest, media_type):
        connection = http.client.HTTPConnection(*registry, timeout=60)
        connection.request('PUT', f'/v2/{prefix(account, region)}{name}/manifests/{digest}', manifest, {'Content-Type': media_type})
        response = connection.getresponse()
        text = response.read().decode()
        return None if response.status == 201 else text
    return store


class Front:
    def __init__(self, control, tokens, registry):
        self.control, self.tokens, self.registry = control, tokens, registry
        self.signed = {}  # one-time paths for redirected blob downloads

    def answer(self, handler):
        fault = self.control.take_fault('v2', handler.command, handler.path)
        if fault and self._fails(handler, fault):
            return None
        cut_after = fault.get('afterBytes', 0) if fault else None
        if handler.path.startswith('/_blob/'):
            return self._redirected_blob(handler)
        who = self._authorize(handler)
        if not who:
            return None
        if handler.path in ('/v2/', '/v2'):
            return handler.reply_json(200, {}, [('Docker-Distribution-Api-Version', 'registry/2.0')])
        match = PATH.match(handler.path)
        if not match:
            return error(handler, 404, 'UNSUPPORTED', 'The operation is not supported.')
        account, region = who
        name, kind, ref = match['name'], match['kind'].split('/')[-1], match['ref'] or ''
        handler.operation = operations.of_registry(handler.command, kind)
        handler.resources = [f'arn:aws:ecr:{region}:{account}:repository/{name}']
        if handler.operation in self.control.denied:
            message = self.control.denied[handler.operation] or denied_message(account, 'ecr', handler.operation, handler.resources[0])
            return error(handler, 403, 'DENIED', message)
        backend = ecr_backends[account][region]
        repository = backend.repositories.get(name)
        if repository is None and kind == 'uploads' and handler.command == 'POST':
            repository = moto_ecr.create_on_push(backend, name)
        if repository is None or self.control.is_invisible(handler.resources[0]):
            return error(handler, 404, 'NAME_UNKNOWN',
                         f"The repository with name '{name}' does not exist in the registry with id '{account}'")
        if kind == 'manifests':
            return self._manifest(handler, backend, repository, who, ref)
        if kind == 'referrers':
            return self._referrers(handler, repository, ref)
        if kind == 'tags':
            return self._tags(handler, repository)
        return self._blob(handler, backend, who, name, kind, ref, match['query'], cut_after)

    # ---- faults and authorization ---------------------------------------------------------------------------

    @staticmethod
    def _fails(handler, fault):
        """Carries out a planned fault; False when the request is to go on and be cut later, in its answer."""
        if fault.get('drop'):
            if handler.command in ('GET', 'HEAD') and fault.get('afterBytes'):
                return False
            limit = fault.get('afterBytes', 0)
            if limit:
                for _ in handler.body_pieces():
                    if handler.request_bytes >= limit:
                        break
            handler.drop()
        headers = [('Retry-After', str(fault['retryAfter']))] if 'retryAfter' in fault else []
        code = fault.get('code') or {429: 'TOOMANYREQUESTS', 403: 'DENIED', 401: 'UNAUTHORIZED'}.get(fault['status'], 'UNKNOWN')
        error(handler, fault['status'], code, fault.get('message', 'Planned by the lab.'), headers)
        return True

    def _authorize(self, handler):
        """(account, region) of the token, or None after a refusal has been sent."""
        scheme, _, value = handler.headers.get('Authorization', '').partition(' ')
        try:
            user, _, token = base64.b64decode(value).decode().partition(':') if scheme.lower() == 'basic' else ('', '', '')
        except ValueError:
            user = token = ''
        if user != 'AWS' or token not in self.tokens.known:
            error(handler, 401, 'UNAUTHORIZED', 'Not Authorized',
                  [('WWW-Authenticate', f'Basic realm="http://{handler.own_address}/",service="ecr.amazonaws.com"')])
            return None
        account, region, expires, handler.access_key = self.tokens.known[token]
        handler.service = 'ecr'
        if expires < time.time():
            error(handler, 403, 'DENIED', 'Your authorization token has expired. Reauthenticate and try again.')
            return None
        return account, region

    # ---- blobs ------------------------------------------------------------------------------------------------

    def _blob(self, handler, backend, who, name, kind, ref, query, cut_after):
        base = prefix(*who)
        query = dict(urllib.parse.parse_qsl(query or '', keep_blank_values=True))
        if 'mount' in query:
            source = query.get('from')
            if self.control.blob_mount and source in backend.repositories:
                query['from'] = base + source
            else:
                query.pop('mount'), query.pop('from', None)
        if kind == 'blobs' and handler.command == 'GET' and self.control.blob_redirect:
            key = secrets.token_urlsafe(24)
            self.signed[key] = f'/v2/{base}{name}/blobs/{ref}'
            # The real service sends clients to S3. Another host name makes them drop their Authorization header.
            return handler.reply(307, [('Location', f'http://localhost:{handler.own_address.split(":")[1]}/_blob/{key}?X-Amz-Signature=lab')])
        path = f'/v2/{base}{name}/' + ('blobs/uploads/' if kind == 'uploads' else 'blobs/') + ref
        if query:
            path += '?' + urllib.parse.urlencode(query)
        handler.forward(self.registry, path, strip={'authorization'}, cut_after=cut_after,
                        fix_location=lambda location: self._own_location(location, base))

    @staticmethod
    def _own_location(location, base):
        """A relative location on the stand-in, in place of the absolute one of the registry behind it."""
        parts = urllib.parse.urlsplit(location)
        return parts.path.replace('/v2/' + base, '/v2/', 1) + ('?' + parts.query if parts.query else '')

    def _redirected_blob(self, handler):
        if handler.headers.get('Authorization'):
            return handler.reply(400, [('Content-Type', 'application/xml')],
                                 b'<Error><Code>InvalidArgument</Code><Message>Only one auth mechanism allowed</Message></Error>')
        path = self.signed.get(handler.path.split('/')[-1].split('?')[0])
        if not path:
            return handler.reply(403, [('Content-Type', 'application/xml')], b'<Error><Code>AccessDenied</Code></Error>')
        return handler.forward(self.registry, path)

    # ---- manifests and tags -------------------------------------------------------------------------------------

    def _manifest(self, handler, backend, repository, who, ref):
        digest, tag = (ref, None) if ref.startswith('sha256:') else (None, ref)
        image = moto_ecr.find_image(repository, tag=tag, digest=digest)
        if handler.command == 'PUT':
            return self._put_manifest(handler, backend, repository, who, tag, ref)
        if not image:
            return error(handler, 404, 'MANIFEST_UNKNOWN', 'Requested image not found')
        if handler.command == 'DELETE':
            backend.batch_delete_image(repository.name, None, [{'imageDigest': digest} if digest else {'imageTag': tag}])
            return handler.reply(202)
        body = image.image_manifest.encode()
        return handler.reply(200, [
            ('Content-Type', image.image_manifest_media_type), ('Docker-Content-Digest', image.image_digest),
            ('Docker-Distribution-Api-Version', 'registry/2.0'),
            *([('Content-Length', str(len(body)))] if handler.command == 'HEAD' else [])], body)

    def _put_manifest(self, handler, backend, repository, who, tag, ref):
        body = handler.read_body()
        digest = 'sha256:' + moto_ecr.hashlib.sha256(body).hexdigest()
        holder = tag and moto_ecr.find_image(repository, tag=tag)
        if holder and holder.image_digest != digest and moto_ecr.tag_is_immutable(repository, tag):
            return error(handler, 400, 'TAG_INVALID', moto_ecr.immutable_message(repository, tag))
        media_type = handler.headers.get('Content-Type', '')
        connection = http.client.HTTPConnection(*self.registry, timeout=60)
        connection.request('PUT', f'/v2/{prefix(*who)}{repository.name}/manifests/{urllib.parse.quote(ref, safe=":")}', body,
                           {'Content-Type': media_type})
        response = connection.getresponse()
        answer = response.read()
        if response.status == 201:
            try:
                backend.put_image(repository.name, body.decode(), tag, media_type, digest, stored=True)
            except ServiceException as problem:
                if problem.code != 'ImageAlreadyExistsException':
                    return error(handler, 400, 'MANIFEST_INVALID', str(problem.message))
        headers = [('Docker-Distribution-Api-Version', 'registry/2.0'), ('Content-Type', 'application/json; charset=utf-8')]
        if response.status == 201:
            headers += [('Docker-Content-Digest', digest), ('Location', f'/v2/{repository.name}/manifests/{digest}')]
        return handler.reply(response.status, headers, answer)

    @staticmethod
    def _referrers(handler, repository, subject):
        found = [{'mediaType': image.image_manifest_media_type, 'digest': image.image_digest, 'size': len(image.image_manifest),
                  'artifactType': moto_ecr.manifest_of(image).get('artifactType')}
                 for image in repository.images if moto_ecr.subject_of(image) == subject]
        index = {'schemaVersion': 2, 'mediaType': 'application/vnd.oci.image.index.v1+json', 'manifests': found}
        handler.reply(200, [('Content-Type', index['mediaType'])], json.dumps(index).encode())

    @staticmethod
    def _tags(handler, repository):
        tags = sorted({tag for image in repository.images for tag in image.image_tags})
        query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(handler.path).query))
        tags = [tag for tag in tags if tag > query.get('last', '')]
        size = int(query.get('n', 1000))
        headers = []
        if len(tags) > size:
            tags = tags[:size]
            headers = [('Link', f'</v2/{repository.name}/tags/list?n={size}&last={urllib.parse.quote(tags[-1])}>; rel="next"')]
        handler.reply_json(200, {'name': repository.name, 'tags': tags}, headers)
