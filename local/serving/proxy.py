"""Serve console and API at one address, as CloudFront does on AWS.

    /api/…      the HTTP API, without `/api`
    /live       the WebSocket API, by which consoles are told that something moved
    /cognito…   the embedded Cognito, for signing in
    /graph/…    a stand-in for Meta's Graph API
    /outbox     the emails that were sent
    /config.json    what the console must know about this stack
    /…          the console

Bodies pass unchanged, as raw bytes: webhook signatures cover them.
"""

import contextlib
import http.client
import json
import socket
import socketserver
import threading
from collections.abc import Mapping
from email.message import Message
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import urlsplit

from infra.pages import API_HEADERS, ASKED_FOR_AGAIN, HEADERS, content_security_policy
from local.ports import HOST
from local.serving import graph, outbox
from local.serving.pages import find_page
from local.serving.tunnel import open_tunnel, pass_on

HOP_BY_HOP = frozenset(
    {
        "connection",
        "keep-alive",
        "proxy-authenticate",
        "proxy-authorization",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    }
)
LARGEST_BODY = 10 * 1024 * 1024
"""Limit bodies to the same size as API Gateway."""

ANSWER_SECONDS = 60


class Proxy(socketserver.ThreadingTCPServer):
    """Serve on 127.0.0.1, with one thread per connection."""

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 512  # many agents who claim the same lead connect all at once

    def __init__(self, port: int, engine_port: int, console: Path) -> None:
        super().__init__((HOST, port), Exchange)
        self.address = f"http://{HOST}:{self.server_address[1]}"
        self.engine_port = engine_port
        self.console = console
        self.api_root: str | None = None
        self.live_root: str | None = None
        self.tunnels: set[socket.socket] = set()
        self.config = b"{}"
        # Files to import are uploaded to the embedded AWS directly, as they are to S3 on AWS.
        policy = content_security_policy(*[[f"http://{HOST}:{engine_port}"]] * 2)
        self.page_headers = [*HEADERS.items(), ("Content-Security-Policy", policy)]

    def open_api(self, api_id: str, *, live_url: str, user_pool_id: str, client_id: str) -> None:
        """Forward `/api` and `/live` to these APIs from now on, and tell the console where people sign in."""
        self.api_root = f"/_aws/execute-api/{api_id}/$default"
        live = urlsplit(live_url)
        self.live_root = f"/_aws/execute-api/{live.netloc.partition('.')[0]}{live.path}"
        told = {
            "api": "/api",
            "live": "/live",
            "userPoolId": user_pool_id,
            "clientId": client_id,
            "cognitoEndpoint": "/cognito/",
        }
        self.config = json.dumps(told).encode()

    def server_close(self) -> None:
        """Stop listening, and end the WebSockets: the engine waits for them when it stops."""
        super().server_close()
        for tunnel in tuple(self.tunnels):
            with contextlib.suppress(OSError):  # it has just ended
                tunnel.shutdown(socket.SHUT_RDWR)

    def start(self) -> None:
        """Serve from a thread until `shutdown`."""
        threading.Thread(target=self.serve_forever, name="relevo-proxy", daemon=True).start()


class Exchange(BaseHTTPRequestHandler):
    """Handle the requests of one connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 75
    server: Proxy

    def answer(self) -> None:
        """Send the request where its path belongs."""
        path = self.path
        if path == "/api" or path.startswith(("/api/", "/api?")):
            root = self.server.api_root
            self._forward(None if root is None else root + _below(path, "/api"), API_HEADERS)
        elif urlsplit(path).path == "/live":
            self._tunnel(urlsplit(path).query)
        elif path == "/cognito" or path.startswith(("/cognito/", "/cognito?")):
            self._forward(_below(path, "/cognito"), {})
        elif path.startswith("/graph/"):
            status, content = graph.lead(urlsplit(path).path.removeprefix("/graph/"), self.headers["Authorization"])
            self._send(status, [("Content-Type", "application/json")], content)
        elif urlsplit(path).path == "/outbox" and self.command == "GET":
            self._outbox()
        elif urlsplit(path).path == "/config.json":
            self._shown("application/json", ASKED_FOR_AGAIN, self.server.config)
        else:
            self._page(urlsplit(path).path)

    # The base class looks up methods by these names.
    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = answer  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Log nothing: the functions' logs say what happened, and access lines could hold personal data."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Refuse what is no request of HTTP, or has a method that nobody serves, without naming any software."""
        status = HTTPStatus(code)
        self._problem(status, message or explain or status.description)

    def _forward(self, target: str | None, added: Mapping[str, str]) -> None:
        """Send the request to `target` at the engine; `added` replaces headers of the answer, as CloudFront does."""
        if target is None:
            self._problem(HTTPStatus.SERVICE_UNAVAILABLE, "The local stack is still starting.")
            return
        if "transfer-encoding" in self.headers:
            self._problem(HTTPStatus.LENGTH_REQUIRED, "Send the body with a Content-Length.")
            return
        length = int(self.headers.get("content-length") or 0)
        if length > LARGEST_BODY:
            self._problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The body is over 10 MB.")
            return
        body = self.rfile.read(length)
        upstream = http.client.HTTPConnection(HOST, self.server.engine_port, timeout=ANSWER_SECONDS)
        try:
            response, content = _ask(upstream, self.command, target, self.headers, body)
        except (OSError, http.client.HTTPException):
            self._problem(HTTPStatus.SERVICE_UNAVAILABLE, "The local stack does not answer.")
            return
        finally:
            upstream.close()
        own = {name.lower() for name in added}
        kept = [(name, value) for name, value in _kept(response.headers) if name.lower() not in own]
        self._send(response.status, [*kept, *added.items()], content)

    def _tunnel(self, query: str) -> None:
        """Pass a WebSocket on to the engine."""
        if self.headers.get("upgrade", "").lower() != "websocket":
            self._problem(HTTPStatus.UPGRADE_REQUIRED, "Only WebSockets here.", ("Upgrade", "websocket"))
            return
        self.close_connection = True
        root = self.server.live_root
        try:
            if root is None:
                raise ConnectionRefusedError
            engine = open_tunnel(self.server.engine_port, f"{root}?{query}", self.headers)
        except OSError:
            self._problem(HTTPStatus.SERVICE_UNAVAILABLE, "The local stack does not answer.")
            return
        with engine:
            self.server.tunnels.add(engine)
            try:
                pass_on(self.connection, self.rfile.read1, engine)
            finally:
                self.server.tunnels.discard(engine)

    def _outbox(self) -> None:
        try:
            content = outbox.page(
                outbox.mails(self.server.engine_port), f"http://{HOST}:{self.server.server_address[1]}"
            )
        except OSError:
            self._problem(HTTPStatus.SERVICE_UNAVAILABLE, "The local stack does not answer.")
            return
        fixed = [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store")]
        self._send(HTTPStatus.OK, [*fixed, *(HEADERS | outbox.HEADERS).items()], content)

    def _page(self, path: str) -> None:
        if self.command not in {"GET", "HEAD"}:
            self._problem(
                HTTPStatus.METHOD_NOT_ALLOWED, "Only GET here; the API is below /api.", ("Allow", "GET, HEAD")
            )
            return
        page = find_page(self.server.console, path)
        if page is None:
            self._problem(HTTPStatus.NOT_FOUND, "The console has no such file.")
        else:
            self._shown(page.media_type, page.cache_control, page.content)

    def _shown(self, media_type: str, cache_control: str, content: bytes) -> None:
        """Send a page with the headers that CloudFront would add."""
        headers = [("Content-Type", media_type), ("Cache-Control", cache_control), *self.server.page_headers]
        self._send(HTTPStatus.OK, headers, content)

    def _problem(self, status: HTTPStatus, detail: str, *headers: tuple[str, str]) -> None:
        self.close_connection = True  # part of the request may still be unread
        content = json.dumps(
            {
                "type": "about:blank",
                "title": status.phrase,
                "status": status,
                "detail": detail,
                "code": status.name.lower(),
            }
        )
        extra = [("Retry-After", "1")] if status is HTTPStatus.SERVICE_UNAVAILABLE else []
        fixed = [("Content-Type", "application/problem+json"), ("Connection", "close")]
        self._send(status, [*fixed, *API_HEADERS.items(), *extra, *headers], content.encode())

    def _send(self, status: int, headers: list[tuple[str, str]], content: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers:
            self.send_header(name, value)
        has_body = status not in {HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED}
        if has_body and self.command != "HEAD":
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if has_body and self.command != "HEAD":
            self.wfile.write(content)


def _below(path: str, prefix: str) -> str:
    rest = path.removeprefix(prefix)
    return rest if rest.startswith("/") else "/" + rest


def _ask(
    upstream: http.client.HTTPConnection, method: str, target: str, headers: Message, body: bytes
) -> tuple[http.client.HTTPResponse, bytes]:
    upstream.putrequest(method, target, skip_host=True, skip_accept_encoding=True)
    upstream.putheader("Host", f"{upstream.host}:{upstream.port}")
    for name, value in _as_sent_on(method, target, _kept(headers)):
        if name.lower() != "host":
            upstream.putheader(name, value)
    if body or "content-length" in headers:
        upstream.putheader("Content-Length", str(len(body)))
    upstream.endheaders(body or None)
    response = upstream.getresponse()
    return response, response.read()


def _as_sent_on(method: str, target: str, headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Pass what is sent to a webhook on as bytes, and its type in a header of its own, as `infra/edge/api.js` does."""
    if method != "POST" or "/webhooks/" not in urlsplit(target).path:
        return headers
    renamed = [("X-Sender-Content-Type" if name.lower() == "content-type" else name, value) for name, value in headers]
    return [*renamed, ("Content-Type", "application/octet-stream")]


def _kept(headers: Message) -> list[tuple[str, str]]:
    """Return the headers that belong to the message rather than to one connection, in order, with repeats."""
    named = {name.strip().lower() for name in (headers.get("connection") or "").split(",")}
    dropped = HOP_BY_HOP | named | {"content-length"}
    return [(name, value) for name, value in headers.items() if name.lower() not in dropped]
