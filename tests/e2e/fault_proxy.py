"""Stand between a client and an AWS engine on this machine, and disturb calls by a plan that a seed makes.

A call is passed on, throttled before the engine sees it, passed on with its answer thrown away, or delayed.
"""

import http.client
import json
import random
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

THROTTLED = ("ProvisionedThroughputExceededException", "ThrottlingException")
FAULTS = ("throttled", "lost", "delayed")
DELAY_SECONDS = 0.05


class FaultProxy(ThreadingHTTPServer):
    """Forward requests to an engine on the loopback address.

    Args:
        endpoint: of the engine.
        seed: of the plan.
        share: of the calls that are disturbed, from 0 to 1.
        outage: numbers of the calls that are all throttled, whatever the seed says.

    Attributes:
        url: its own endpoint.
        done: how many calls were disturbed how.
    """

    daemon_threads = True

    def __init__(self, endpoint, seed, share, outage=range(0)):
        super().__init__(("127.0.0.1", 0), _Exchange)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.engine = urlsplit(endpoint).netloc
        self.done, self._share, self._outage = Counter(), share, outage
        self._chance, self._turn = random.Random(seed), threading.Lock()
        threading.Thread(target=self.serve_forever, args=[0.02], daemon=True).start()

    def next_fault(self):
        """Return how the next call is disturbed; None if it is not."""
        with self._turn:
            disturbed = self._chance.random() < self._share
            fault = self._chance.choice(FAULTS) if disturbed else None
            if self.done.total() in self._outage:
                fault = "throttled"
            self.done[fault] += 1
        return fault

    def close(self):
        self.shutdown()
        self.server_close()


class _Exchange(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: FaultProxy

    def do_POST(self):
        body, fault = self.rfile.read(int(self.headers["content-length"])), self.server.next_fault()
        if fault == "throttled":
            code = THROTTLED[self.server.done["throttled"] % 2]
            kind = f"com.amazonaws.dynamodb.v20120810#{code}"
            self._say(400, {"Content-Type": "application/x-amz-json-1.0"}, json.dumps({"__type": kind}).encode())
            return
        if fault == "delayed":
            time.sleep(DELAY_SECONDS)
        status, headers, content = self._forward(body)
        if fault == "lost":
            self.close_connection = True
            return
        self._say(status, headers, content)

    def _forward(self, body):
        engine = http.client.HTTPConnection(self.server.engine, timeout=30)
        try:
            engine.request("POST", self.path, body, dict(self.headers))
            answer = engine.getresponse()
            kept = {name: answer.headers[name] for name in ("Content-Type", "x-amz-crc32") if name in answer.headers}
            return answer.status, kept, answer.read()
        finally:
            engine.close()

    def _say(self, status, headers, content):
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass
