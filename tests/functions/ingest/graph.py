"""Run a stand-in for Meta's Graph API on this machine."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


class GraphApi(ThreadingHTTPServer):
    """Answer `GET /<lead id>` from `leads`, for the right `token`; send each of `wrong` first, once."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Asked)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.token, self.leads, self.wrong, self.asked = "the-pages-token", {}, [], []
        threading.Thread(target=self.serve_forever, args=[0.02], daemon=True).start()

    def close(self):
        self.shutdown()
        self.server_close()


class _Asked(BaseHTTPRequestHandler):
    server: GraphApi

    def do_GET(self):
        asked = urlsplit(self.path)
        self.server.asked.append((asked.path, parse_qs(asked.query)))
        if self.server.wrong:
            self._say(*self.server.wrong.pop(0))
        elif self.headers["Authorization"] != f"Bearer {self.server.token}":
            self._say(400, {"error": {"message": "Invalid token", "type": "OAuthException", "code": 190}})
        elif lead := self.server.leads.get(asked.path.removeprefix("/")):
            self._say(200, lead)
        else:
            self._say(400, {"error": {"message": "Unsupported", "code": 100, "error_subcode": 33}})

    def _say(self, status, body):
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass
