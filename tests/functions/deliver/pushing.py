"""Run a push service on this machine, and the browsers that receive from it, for tests."""

import base64
import json
import socketserver
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02

from shared.domain.notifications.subscription import PushKeys, Subscription
from shared.store.table import put
from tests.make import ANN, NOON


def text(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


@dataclass
class Browser:
    """Decrypt pushes with a library that is not ours."""

    number: int = 1
    auth: bytes = b"0123456789abcdef"

    def __post_init__(self):
        self.key = ec.derive_private_key(self.number, ec.SECP256R1())
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.keys = {"p256dh": text(point), "auth": text(self.auth)}

    def open(self, sealed):
        """Return the push's content."""
        return json.loads(http_ece.decrypt(sealed, private_key=self.key, auth_secret=self.auth, version="aes128gcm"))


@dataclass
class Received:
    """Hold one request to the push service."""

    path: str
    headers: dict
    body: bytes

    def signed_by(self, public):
        """Verify that the team with this public key signed it; return its claims."""
        proof = self.headers["authorization"]
        assert Vapid02.verify(proof)
        token, key = proof.removeprefix("vapid t=").split(",k=")
        assert key == public
        claims = token.split(".")[1]
        return json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))


@dataclass
class PushService:
    """Record requests; answer 201, or as `answers` says for a path."""

    address: str = ""
    received: list = field(default_factory=list)
    answers: dict = field(default_factory=dict)

    def serve(self):
        """Run the server of this service."""
        service = self

        class Endpoint(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"]))
                headers = {name.lower(): value for name, value in self.headers.items()}
                service.received.append(Received(self.path, headers, body))
                self.send_response_only(service.answers.get(self.path, 201))
                self.send_header("Location", f"{service.address}/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *args):
                pass

        server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Endpoint)
        server.daemon_threads = True
        self.address = f"http://127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        return server


def subscribe(table, endpoint, browser, number=0, agent_id=ANN, at=NOON):
    """Store a subscription in the table."""
    one = Subscription(
        agent_id=agent_id, hash=f"{number:064x}", endpoint=endpoint, keys=PushKeys(**browser.keys), at=at
    )
    table.commit([put(one)])
    return one
