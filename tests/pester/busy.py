"""Answers the first attempt of every call with 503, and the next one never: busy.py FILE, which its address is written to."""
import http.server
import sys
import time


class Busy(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def do_POST(self):
        self.rfile.read(int(self.headers.get('Content-Length', 0)))
        if 'attempt=1' not in self.headers.get('amz-sdk-request', ''):
            time.sleep(600)
        self.send_response(503)
        self.send_header('Content-Length', '0')
        self.end_headers()

    do_GET = do_PUT = do_DELETE = do_POST

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Busy)
server.daemon_threads = True
with open(sys.argv[1], 'w', encoding='utf-8') as file:
    file.write(f'http://127.0.0.1:{server.server_port}')
server.serve_forever()
