"""Answers every request with 503 and asks to come again later: busy.py FILE, which its address is written to."""
import http.server
import sys


class Busy(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def do_POST(self):
        self.rfile.read(int(self.headers.get('Content-Length', 0)))
        self.send_response(503)
        self.send_header('Retry-After', '20')
        self.send_header('Content-Length', '0')
        self.end_headers()

    do_GET = do_PUT = do_DELETE = do_POST

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Busy)
with open(sys.argv[1], 'w', encoding='utf-8') as file:
    file.write(f'http://127.0.0.1:{server.server_port}')
server.serve_forever()
