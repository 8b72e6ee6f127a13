"""Do requests and answers pass the one address unchanged?"""

import http.client
import json
import socket
import socketserver
import threading
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler

import pytest

from infra.pages import API_HEADERS, HEADERS, KEPT_FOR_GOOD, content_security_policy
from local.ports import HOST
from local.serving.proxy import Proxy

LIVE = "wss://live1.execute-api.us-east-1.amazonaws.com/live"
BODY = bytes(range(256)) + "señal".encode()


class Echo(BaseHTTPRequestHandler):
    """Stand in for the engine: answer with what was sent."""

    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        told = {"method": self.command, "path": self.path, "headers": self.headers.items(), "body": list(body)}
        content = json.dumps(told).encode()
        self.send_response_only(207)
        for name, value in (("X-One", "1"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"), ("Keep-Alive", "timeout=5")):
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = do_POST  # noqa: N815 - the base class's names

    def log_message(self, *args):
        pass


class Engine(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128


@pytest.fixture
def engine():
    with Engine((HOST, 0), Echo) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def console(tmp_path):
    return tmp_path / "dist"


@pytest.fixture
def proxy(engine, console):
    with Proxy(0, engine.server_address[1], console) as server:
        server.open_api("abc", live_url=LIVE, user_pool_id="pool", client_id="client")
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


def ask(proxy, method, path, body=None, headers=None):
    connection = http.client.HTTPConnection(HOST, proxy.server_address[1], timeout=10)
    try:
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        return response.status, response.headers, response.read()
    finally:
        connection.close()


def forwarded(proxy, *args, **kwargs):
    return json.loads(ask(proxy, *args, **kwargs)[2])


def test_a_body_arrives_byte_for_byte(proxy):
    assert bytes(forwarded(proxy, "POST", "/api/webhooks/s", BODY)["body"]) == BODY


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_every_method_is_forwarded(proxy, method):
    assert forwarded(proxy, method, "/api/leads")["method"] == method


@pytest.mark.parametrize(
    ("asked", "reached"),
    [
        pytest.param(
            "/api/leads?q=a%20b&q=%C3%B1", "/_aws/execute-api/abc/$default/leads?q=a%20b&q=%C3%B1", id="query as sent"
        ),
        pytest.param("/api/leads/a%2Fb", "/_aws/execute-api/abc/$default/leads/a%2Fb", id="escapes as sent"),
        pytest.param("/api", "/_aws/execute-api/abc/$default/", id="the root"),
        pytest.param("/cognito", "/", id="signing in"),
        pytest.param("/cognito/pool/.well-known/jwks.json", "/pool/.well-known/jwks.json", id="keys"),
    ],
)
def test_paths_lose_only_their_prefix(proxy, asked, reached):
    assert forwarded(proxy, "GET", asked)["path"] == reached


def test_headers_are_forwarded_except_those_of_the_connection(proxy):
    sent = {"X-Api-Key": "k", "webhook-signature": "v1,a v1,b", "Connection": "x-mine", "X-Mine": "1", "TE": "trailers"}
    names = {name.lower(): value for name, value in forwarded(proxy, "POST", "/api/x", b"1", sent)["headers"]}
    assert (names["x-api-key"], names["webhook-signature"]) == ("k", "v1,a v1,b")
    assert not {"x-mine", "te", "connection"} & set(names)


def test_the_answer_is_returned_completely(proxy):
    status, headers, _ = ask(proxy, "GET", "/api/x")
    assert (status, headers["x-one"], headers.get_all("set-cookie")) == (207, "1", ["a=1", "b=2"])
    assert "keep-alive" not in headers


def test_answers_of_the_api_get_the_headers_that_cloudfront_sets(proxy):
    assert API_HEADERS.items() <= dict(ask(proxy, "GET", "/api/x")[1]).items()
    assert not API_HEADERS.keys() & dict(ask(proxy, "GET", "/cognito/x")[1]).keys()


@pytest.mark.parametrize("method", ["TRACE", "PROPFIND"])
def test_a_method_that_nobody_serves_is_refused_without_naming_software(proxy, method):
    status, headers, content = ask(proxy, method, "/api/me")
    assert (status, headers["content-type"], headers["server"]) == (501, "application/problem+json", None)
    assert b"Python" not in content


def test_one_connection_carries_many_requests(proxy):
    connection = http.client.HTTPConnection(HOST, proxy.server_address[1], timeout=10)
    for _ in range(3):
        connection.request("POST", "/api/x", b"body")
        assert connection.getresponse().read()
    connection.close()


def test_many_simultaneous_requests_are_served(proxy):
    with ThreadPoolExecutor(64) as crowd:
        statuses = list(crowd.map(lambda _: ask(proxy, "POST", "/api/claim", b"{}")[0], range(128)))
    assert statuses == [207] * 128


def test_without_an_engine_it_says_that_the_stack_does_not_answer(proxy, engine):
    engine.shutdown()
    engine.server_close()
    status, headers, content = ask(proxy, "GET", "/api/leads")
    assert (status, headers["retry-after"]) == (503, "1")
    assert headers["content-type"] == "application/problem+json"
    assert json.loads(content)["code"] == "service_unavailable"


def test_before_the_deployment_it_says_that_the_stack_is_starting(engine, proxy):
    proxy.api_root = None
    status, headers, _ = ask(proxy, "GET", "/api/leads")
    assert (status, headers["retry-after"]) == (503, "1")


def test_without_a_console_it_says_where_the_api_is_in_both_languages(proxy):
    status, _, content = ask(proxy, "GET", "/")
    assert status == 200
    assert 'lang="es"' in content.decode()
    assert 'lang="en"' in content.decode()
    assert "/api" in content.decode()


def test_the_console_serves_its_files_and_the_apps_paths(proxy, console):
    console.mkdir()
    (console / "index.html").write_text("start")
    (console / "app.js").write_text("code")
    (console.parent / "secret.txt").write_text("no")
    assert [ask(proxy, "GET", path)[2] for path in ("/app.js", "/routes/1", "/")] == [b"code", b"start", b"start"]
    assert [ask(proxy, "GET", path)[0] for path in ("/old.js", "/../secret.txt", "/%2e%2e/secret.txt")] == [404] * 3


def test_pages_have_cloudfronts_headers_and_may_upload_to_the_embedded_aws(proxy, console):
    console.mkdir()
    (console / "index.html").write_text("start")
    for path in ("/", "/leads", "/config.json"):
        told = ask(proxy, "GET", path)[1]
        assert HEADERS.items() <= dict(told).items()
        assert told["Content-Security-Policy"] == content_security_policy(*[[f"http://{HOST}:{proxy.engine_port}"]] * 2)
        assert told["Cache-Control"] == "no-cache"


def test_files_named_by_content_are_cached_for_ever(proxy, console):
    (console / "assets").mkdir(parents=True)
    (console / "index.html").write_text("start")
    (console / "assets" / "index-BkLLwNSp.js").write_text("code")
    assert ask(proxy, "GET", "/assets/index-BkLLwNSp.js")[1]["Cache-Control"] == KEPT_FOR_GOOD
    assert ask(proxy, "GET", "/assets/")[1]["Cache-Control"] == "no-cache"


def test_outside_the_api_only_get_and_head_are_allowed(proxy):
    status, headers, _ = ask(proxy, "POST", "/", b"x")
    assert (status, headers["allow"]) == (405, "GET, HEAD")


def test_the_console_gets_the_addresses_of_the_api_and_of_signing_in(proxy):
    status, _, content = ask(proxy, "GET", "/config.json")
    assert (status, json.loads(content)["userPoolId"]) == (200, "pool")
    assert json.loads(content) == {
        "api": "/api", "live": "/live", "userPoolId": "pool", "clientId": "client", "cognitoEndpoint": "/cognito/"
    }  # fmt: skip


class Upgrading(socketserver.StreamRequestHandler):
    """Stand in for the engine's WebSocket API: accept the upgrade, then send back what comes."""

    def handle(self):
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += self.rfile.read(1)
        self.server.asked.append(head.decode())
        self.wfile.write(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n")
        while (sent := self.rfile.read1(100)) not in {b"", b"bye"}:
            self.wfile.write(sent.upper())


@pytest.fixture
def sockets(console):
    """Provide the proxy's address, and the handshakes that reach the engine."""
    with Engine((HOST, 0), Upgrading) as engine, Proxy(0, engine.server_address[1], console) as proxy:
        engine.asked = []
        proxy.open_api("abc", live_url=LIVE, user_pool_id="pool", client_id="client")
        for server in (engine, proxy):
            threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield proxy.server_address, engine.asked
        for server in (engine, proxy):
            server.shutdown()


def upgraded(address, path="/live?ticket=t"):
    """Return a connection after its handshake, and the answer's first line."""
    connection = socket.create_connection(address, timeout=10)
    wish = "Connection: keep-alive, Upgrade\r\nUpgrade: websocket\r\nOrigin: http://here\r\nSec-WebSocket-Key: k\r\n"
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: relevo\r\n{wish}\r\n".encode())
    answer = b""
    while not answer.endswith(b"\r\n\r\n"):
        answer += connection.recv(1)
    return connection, answer.decode().splitlines()[0]


def test_a_websocket_passes_with_its_handshake_and_in_both_directions(sockets):
    address, asked = sockets
    connection, answer = upgraded(address)
    with connection:
        assert answer.startswith("HTTP/1.1 101")
        for text in (b"one", b"two"):
            connection.sendall(text)
            assert connection.recv(10) == text.upper()
    line, *headers = asked[0].split("\r\n")
    assert line == "GET /_aws/execute-api/live1/live?ticket=t HTTP/1.1"
    assert {"Upgrade: websocket", "Origin: http://here", "Sec-WebSocket-Key: k"} <= set(headers)


def test_a_websocket_ends_for_its_client_when_the_engine_ends_it(sockets):
    connection, _ = upgraded(sockets[0])
    with connection:
        connection.sendall(b"bye")
        assert connection.recv(10) == b""


def test_websockets_end_with_the_proxy_since_the_engine_waits_for_them(console):
    with Engine((HOST, 0), Upgrading) as engine, Proxy(0, engine.server_address[1], console) as proxy:
        engine.asked = []
        proxy.open_api("abc", live_url=LIVE, user_pool_id="pool", client_id="client")
        for server in (engine, proxy):
            threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        connection, _ = upgraded(proxy.server_address)
        proxy.shutdown()
        proxy.server_close()
        assert connection.recv(10) == b""
        connection.close()
        engine.shutdown()


def test_a_plain_request_for_a_websocket_is_refused(proxy):
    status, headers, _ = ask(proxy, "GET", "/live?ticket=t")
    assert (status, headers["upgrade"]) == (426, "websocket")


def test_a_websocket_is_refused_while_the_stack_is_starting(console):
    with Proxy(0, 1, console) as proxy:
        threading.Thread(target=proxy.serve_forever, args=(0.01,), daemon=True).start()
        connection, answer = upgraded(proxy.server_address)
        connection.close()
        proxy.shutdown()
    assert "503" in answer
