"""Run a team's CRM on this machine: accept requests, and answer as set."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from standardwebhooks import Webhook


class Receiver(ThreadingHTTPServer):
    """Answer 204, or the next of `answers`; `got` holds each request's headers and raw body."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Asked)
        self.url = f"http://127.0.0.1:{self.server_port}/hook"
        self.got, self.answers, self.meanwhile = [], [], lambda: None
        threading.Thread(target=self.serve_forever, args=[0.02], daemon=True).start()

    def close(self):
        self.shutdown()
        self.server_close()

    def verified(self, secret):
        """Return all bodies, each with a verified signature."""
        return [Webhook(secret).verify(raw, headers) for headers, raw in self.got]


class _Asked(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self):
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append(({name.lower(): value for name, value in self.headers.items()}, raw))
        self.server.meanwhile()
        status = self.server.answers.pop(0) if self.server.answers else 204
        self.send_response(status)
        if 300 <= status < 400:
            self.send_header("Location", self.server.url)
        self.send_header("Content-Length", "0" if status == 204 else "2")
        self.end_headers()
        if status != 204:
            self.wfile.write(json.dumps({}).encode())

    def log_message(self, *_):
        pass
