"""The few registry requests needed to publish base images."""
import hashlib
import http.client
import json


class Registry:
    def __init__(self, address):
        self.address = address

    def _request(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection(self.address, timeout=120)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            answer.read()
            return answer
        finally:
            connection.close()

    def blob(self, repository, digest, source):
        """Uploads bytes or a file, or mounts it when the registry has it in another repository."""
        if self._request('HEAD', f'/v2/{repository}/blobs/{digest}').status == 200:
            return
        self._upload(repository, digest, source)

    def mount(self, repository, digest, from_repository, source):
        answer = self._request('POST', f'/v2/{repository}/blobs/uploads/?mount={digest}&from={from_repository}')
        if answer.status != 201:
            self._upload(repository, digest, source)

    def _upload(self, repository, digest, source):
        location = self._request('POST', f'/v2/{repository}/blobs/uploads/').headers['Location']
        path = '/' + location.split('/', 3)[3] if '://' in location else location
        path += ('&' if '?' in path else '?') + 'digest=' + digest
        body = source if isinstance(source, bytes) else open(source, 'rb').read()
        answer = self._request('PUT', path, body, {'Content-Type': 'application/octet-stream'})
        if answer.status != 201:
            raise SystemExit(f'upload to {repository} failed: {answer.status}')

    def manifest(self, repository, reference, value, media_type):
        """Puts a manifest under a tag, or under its digest when `reference` is None; returns (digest, size)."""
        body = json.dumps(value, indent=2).encode()
        digest = 'sha256:' + hashlib.sha256(body).hexdigest()
        answer = self._request('PUT', f'/v2/{repository}/manifests/{reference or digest}', body, {'Content-Type': media_type})
        if answer.status != 201:
            raise SystemExit(f'manifest {repository}:{reference} refused: {answer.status}')
        return digest, len(body)
