"""A small HTTP/1.1 server base that forwards requests without holding bodies in memory.

Both registry fronts of the lab (the AWS stand-in and the token registry) build on it: a layer may be
gigabytes, so a body goes through in pieces, in both directions, and every byte is counted.
"""
import http.client
import http.server
import json
import socket
import struct
import threading

PIECE = 64 * 1024
HOP_BY_HOP = {'connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'expect'}


class ClientGone(Exception):
    """The client closed its side, or we dropped it on purpose; nothing more can be answered."""


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request, client_address):
        # A client that goes away mid-transfer is everyday life for a registry, not a defect worth a traceback.
        import sys
        import traceback
        if not isinstance(sys.exc_info()[1], (ConnectionError, ClientGone, TimeoutError)):
            traceback.print_exc()


class Handler(http.server.BaseHTTPRequestHandler):
    """Subclasses implement `answer()`; it must call one of reply / reply_json / forward / drop exactly once."""
    protocol_version = 'HTTP/1.1'
    # Small header and body writes would otherwise wait for the client's delayed ACK (40 ms for each request).
    disable_nagle_algorithm = True
    timeout = 900

    def answer(self):
        raise NotImplementedError

    def finished(self):
        """Called after each request: the place to record it."""

    def _run(self):
        self.request_bytes = self.response_bytes = 0
        self.status = 0
        self._body_left = None
        self._open_body()
        try:
            self.answer()
        except (ConnectionError, ClientGone, TimeoutError):
            self.close_connection = True
        finally:
            self.finished()

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = _run

    def log_message(self, *args):
        pass

    # ---- request body -------------------------------------------------------------------------------------

    def handle_expect_100(self):
        # "100 Continue" is sent only when the body is really read, so that a refusal costs the client nothing.
        self._expects_continue = True
        return True

    def parse_request(self):
        self._expects_continue = False
        return super().parse_request()

    def _open_body(self):
        self.chunked = 'chunked' in self.headers.get('Transfer-Encoding', '').lower()
        length = self.headers.get('Content-Length')
        self.content_length = None if self.chunked else int(length or 0)
        self._body_done = not self.chunked and not self.content_length
        self._pieces = self._read_chunked() if self.chunked else self._read_sized()

    def _continue(self):
        if self._expects_continue:
            self._expects_continue = False
            self.wfile.write(b'HTTP/1.1 100 Continue\r\n\r\n')

    def _read_sized(self):
        left = self.content_length
        while left:
            piece = self.rfile.read1(min(left, PIECE))
            if not piece:
                raise ClientGone()
            left -= len(piece)
            self._body_done = not left
            yield piece

    def _read_chunked(self):
        while True:
            size = int(self.rfile.readline().split(b';')[0] or b'0', 16)
            if not size:
                while self.rfile.readline().strip():  # trailers
                    pass
                self._body_done = True
                return
            while size:
                piece = self.rfile.read1(min(size, PIECE))
                if not piece:
                    raise ClientGone()
                size -= len(piece)
                yield piece
            self.rfile.readline()

    def body_pieces(self):
        if not self._body_done:
            self._continue()
            for piece in self._pieces:
                self.request_bytes += len(piece)
                yield piece

    def read_body(self):
        """The whole body; only for API calls and manifests, which are small."""
        return b''.join(self.body_pieces())

    def drain(self):
        """Reads what is left of the request body, else its bytes would be taken for the next request."""
        if self._body_done:
            return
        if self._expects_continue:
            self.close_connection = True  # the client may or may not send the body now: both are legal
            return
        for _ in self.body_pieces():
            pass

    # ---- answers ------------------------------------------------------------------------------------------

    def reply(self, status, headers=(), body=b''):
        self.drain()
        self.status = status
        self.send_response_only(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header('Date', self.date_time_string())
        if status not in (204, 304) and not (self.command == 'HEAD' and self._has(headers, 'content-length')):
            self.send_header('Content-Length', str(len(body)))
        if self.close_connection:
            self.send_header('Connection', 'close')
        self.end_headers()
        if self.command != 'HEAD' and status not in (204, 304) and body:
            self.wfile.write(body)
            self.response_bytes += len(body)

    def reply_json(self, status, value, headers=(), content_type='application/json; charset=utf-8'):
        self.reply(status, [('Content-Type', content_type), *headers], json.dumps(value).encode())

    def drop(self):
        """Ends the connection the hard way (TCP reset), as a broken network would."""
        self.status = 0
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
        self.connection.close()
        raise ClientGone()

    @staticmethod
    def _has(headers, name):
        return any(key.lower() == name for key, _ in headers)

    # ---- forwarding ---------------------------------------------------------------------------------------

    def forward(self, upstream, path=None, *, body=None, strip=(), fix_location=None, cut_after=None):
        """Sends the request to `upstream` (host, port) and its answer back, both in pieces.

        body: bytes to send in place of the client's body. strip: lower-case request headers not to pass on.
        fix_location: function for the Location header. cut_after: drop the client after that many answer bytes.
        """
        connection = http.client.HTTPConnection(*upstream, timeout=600)
        try:
            try:
                self._send_upstream(connection, path or self.path, body, strip)
                response = connection.getresponse()
            except (ConnectionError, http.client.HTTPException, TimeoutError) as problem:
                if self._body_done or body is not None:
                    return self.reply_json(502, {'errors': [{'code': 'UNKNOWN', 'message': f'lab upstream: {problem!r}'}]})
                raise ClientGone() from problem
            self._send_back(response, fix_location, cut_after)
        finally:
            connection.close()

    def _send_upstream(self, connection, path, body, strip):
        connection.putrequest(self.command, path, skip_host=True, skip_accept_encoding=True)
        for name in dict.fromkeys(key.lower() for key in self.headers.keys()):
            if name in HOP_BY_HOP or name in strip or name == 'content-length':
                continue
            # Clients repeat Accept; docker-registry 2.8 reads only the first line, and would convert to schema 1.
            connection.putheader(name, ', '.join(self.headers.get_all(name)))
        if body is not None:
            connection.putheader('Content-Length', str(len(body)))
            connection.endheaders(body)
        elif self.chunked:
            connection.putheader('Transfer-Encoding', 'chunked')
            connection.endheaders()
            for piece in self.body_pieces():
                connection.send(b'%x\r\n%b\r\n' % (len(piece), piece))
            connection.send(b'0\r\n\r\n')
        else:
            if self.content_length or self.command in ('POST', 'PUT', 'PATCH'):
                connection.putheader('Content-Length', str(self.content_length))
            connection.endheaders()
            for piece in self.body_pieces():
                connection.send(piece)

    def _send_back(self, response, fix_location, cut_after):
        self.status = response.status
        length = response.headers.get('Content-Length')
        bodyless = self.command == 'HEAD' or response.status in (204, 304)
        self.send_response_only(response.status)
        for name, value in response.getheaders():
            if name.lower() in HOP_BY_HOP:
                continue
            if name.lower() == 'location' and fix_location:
                value = fix_location(value)
            self.send_header(name, value)
        in_chunks = length is None and not bodyless
        if in_chunks:
            self.send_header('Transfer-Encoding', 'chunked')
        self.end_headers()
        if bodyless:
            return
        while piece := response.read1(PIECE):
            if cut_after is not None and self.response_bytes + len(piece) > cut_after:
                self.wfile.write(piece[:cut_after - self.response_bytes])
                self.response_bytes = cut_after
                self.drop()
            self.wfile.write(b'%x\r\n%b\r\n' % (len(piece), piece) if in_chunks else piece)
            self.response_bytes += len(piece)
        if in_chunks:
            self.wfile.write(b'0\r\n\r\n')


def serve(handler, port_file, ready=lambda server: None):
    """Listens on a free loopback port, writes the port to `port_file` once requests are accepted, serves forever."""
    import os
    server = Server(('127.0.0.1', 0), handler)
    ready(server)
    with open(port_file + '.part', 'w') as file:
        file.write(str(server.server_port))
    os.replace(port_file + '.part', port_file)
    server.serve_forever()


def in_background(server):
    threading.Thread(target=server.serve_forever, daemon=True).start()
