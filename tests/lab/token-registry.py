"""A registry behind bearer tokens, as Docker Hub, GHCR and Quay have it, in front of the lab's plain registry.

Usage: python3 tests/lab/token-registry.py PORT_FILE REGISTRY_PORT [TOKEN_SECONDS]
Anonymous clients may pull repositories under public/; user lab with password lab-secret may pull and push all.
"""
import base64
import pathlib
import re
import secrets
import sys
import time
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / 'shared'))

import streaming_proxy  # noqa: E402

PORT_FILE, REGISTRY = sys.argv[1], ('127.0.0.1', int(sys.argv[2]))
SECONDS = float(sys.argv[3]) if len(sys.argv) > 3 else 60
SERVICE = 'lambdaimage-lab'
USER = ('lab', 'lab-secret')
tokens = {}  # token -> ({repository: actions}, expiry)
own = {}


class Handler(streaming_proxy.Handler):
    def answer(self):
        url = urllib.parse.urlsplit(self.path)
        if url.path == '/token':
            return self.token(urllib.parse.parse_qs(url.query))
        if self.path == '/_lab/health':
            return self.reply_json(200, {'ok': True})
        return self.registry()

    def token(self, query):
        user = self.user()
        if user is False or query.get('service') != [SERVICE]:
            return self.reply_json(401, {'errors': [{'code': 'UNAUTHORIZED', 'message': 'incorrect username or password'}]})
        granted = {}
        for scope in ' '.join(query.get('scope', [])).split():
            kind, _, rest = scope.partition(':')
            name, _, actions = rest.rpartition(':')
            if kind != 'repository':
                continue
            wanted = set(actions.split(','))
            # As the real ones do: what is not allowed is silently left out of the token, and refused at its use.
            allowed = wanted if user else wanted & {'pull'} if name.startswith('public/') else set()
            granted[name] = granted.get(name, set()) | allowed
        token = secrets.token_urlsafe(48)
        tokens[token] = (granted, time.time() + SECONDS)
        issued = time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime())
        return self.reply_json(200, {'token': token, 'access_token': token, 'expires_in': int(SECONDS), 'issued_at': issued})

    def user(self):
        """The user's name, None when anonymous, False when the password is wrong."""
        scheme, _, value = self.headers.get('Authorization', '').partition(' ')
        if scheme.lower() != 'basic':
            return None
        try:
            name, _, password = base64.b64decode(value).decode().partition(':')
        except ValueError:
            return False
        return name if (name, password) == USER else False

    def registry(self):
        match = re.match(r'^/v2/(.+?)/(?:manifests|blobs|tags)/', self.path)
        name = match[1] if match else None
        action = 'pull' if self.command in ('GET', 'HEAD') else 'delete' if self.command == 'DELETE' else 'push'
        scheme, _, token = self.headers.get('Authorization', '').partition(' ')
        granted, expires = tokens.get(token, ({}, 0)) if scheme.lower() == 'bearer' else ({}, 0)
        if expires < time.time() or (name and action not in granted.get(name, ())):
            scope = f',scope="repository:{name}:{"pull,push" if action == "push" else action}"' if name else ''
            reason = ',error="invalid_token"' if token else ''
            challenge = f'Bearer realm="http://{own["address"]}/token",service="{SERVICE}"{scope}{reason}'
            return self.reply_json(401, {'errors': [{'code': 'UNAUTHORIZED', 'message': 'authentication required', 'detail': None}]},
                                   [('WWW-Authenticate', challenge), ('Docker-Distribution-Api-Version', 'registry/2.0')])
        return self.forward(REGISTRY, strip={'authorization'}, fix_location=self.own_location)

    @staticmethod
    def own_location(location):
        parts = urllib.parse.urlsplit(location)
        return f'http://{own["address"]}{parts.path}' + ('?' + parts.query if parts.query else '')


def ready(server):
    own['address'] = f'127.0.0.1:{server.server_port}'


streaming_proxy.serve(Handler, PORT_FILE, ready)
