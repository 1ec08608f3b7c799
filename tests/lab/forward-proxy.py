"""A company's forward proxy: the only way out, with a login, for tests that must not go around it.

Usage: python3 tests/lab/forward-proxy.py PORT_FILE CERT_FILE LOG_FILE USER:PASSWORD HOST=ADDRESS:PORT...
Public names lead to parts of the lab, HOST beginning with a dot stands for all names below it. CONNECT ends here with a certificate
made on the way (CERT_FILE: trust it with SSL_CERT_FILE), as in proxies that look into TLS. Each request is a line of the log.
"""
import base64
import os
import pathlib
import ssl
import subprocess
import sys
import tempfile
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / 'shared'))

import streaming_proxy  # noqa: E402

PORT_FILE, CERT_FILE, LOG_FILE, LOGIN = sys.argv[1:5]
ROUTES = {host: (address.split(':')[0], int(address.split(':')[1])) for host, address in (route.split('=') for route in sys.argv[5:])}


def make_certificate():
    names = ','.join(f'DNS:{"*" + host if host.startswith(".") else host}' for host in ROUTES)
    key = tempfile.NamedTemporaryFile(suffix='.key')
    subprocess.run(
        ['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=lab proxy', '-addext', f'subjectAltName={names}',
         '-keyout', key.name, '-out', CERT_FILE], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERT_FILE, key.name)
    return context


class Handler(streaming_proxy.Handler):
    host = None

    def do_CONNECT(self):
        self._open_body()
        if not self.is_known_user():
            return
        self.host = self.path.rsplit(':', 1)[0]
        self.wfile.write(b'HTTP/1.1 200 Connection established\r\n\r\n')
        self.connection = TLS.wrap_socket(self.connection, server_side=True)
        self.rfile, self.wfile = self.connection.makefile('rb'), self.connection.makefile('wb', buffering=0)
        self.close_connection = False

    def answer(self):
        url = urllib.parse.urlsplit(self.path)
        host = self.host or url.hostname
        if not self.host and not self.is_known_user():
            return
        with open(LOG_FILE, 'a') as log:
            log.write(f'{self.command} {host} {url.path}\n')
        upstream = next((address for name, address in ROUTES.items() if host == name or name.startswith('.') and host.endswith(name)), None)
        if upstream is None:
            return self.reply_json(502, {'message': f'{host} is not reachable'})
        self.forward(upstream, url.path + ('?' + url.query if url.query else ''), strip=('proxy-authorization',))

    def is_known_user(self):
        given = self.headers.get('Proxy-Authorization', '').removeprefix('Basic ')
        if given and base64.b64decode(given).decode() == LOGIN:
            return True
        self.reply(407, [('Proxy-Authenticate', 'Basic realm="lab"')])
        return False


TLS = make_certificate()
server = streaming_proxy.Server(('127.0.0.1', 0), Handler)
with open(PORT_FILE + '.part', 'w') as file:
    file.write(str(server.server_address[1]))
os.rename(PORT_FILE + '.part', PORT_FILE)
server.serve_forever()
