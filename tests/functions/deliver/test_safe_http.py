"""Does a webhook connect only to the checked address, whatever DNS answers?"""

import itertools
import socket
import ssl
import threading
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from functions.deliver.safe_http import SafeHttp, Unreachable, resolve
from tests.domain.kernel.test_outbound_url import PRIVATE
from tests.functions.deliver.receiver import Receiver

HERE = [ip_address("127.0.0.1")]


@pytest.fixture
def crm():
    receiver = Receiver()
    yield receiver
    receiver.close()


def failure(reach, url="https://crm.example.com/hook", body=b"{}"):
    with pytest.raises(Unreachable) as refused:
        reach.post(url, body, {})
    return refused.value.failure


@pytest.fixture
def unreachable(monkeypatch):
    """Fail on any attempt to connect."""

    def connect(where, *_):
        raise AssertionError(f"connected to {where}")

    monkeypatch.setattr(socket, "create_connection", connect)


@pytest.mark.parametrize("address", PRIVATE)
def test_a_name_that_resolves_to_a_private_network_is_refused(address, unreachable):
    reach = SafeHttp(loopback=False, resolve=lambda *_: [ip_address(address)])
    assert failure(reach) == "address_refused"


@pytest.mark.parametrize("address", PRIVATE)
@pytest.mark.parametrize("first", [True, False], ids=["first", "last"])
def test_one_private_address_among_others_refuses_them_all(address, first, unreachable):
    public = ip_address("1.1.1.1")
    found = [ip_address(address), public] if first else [public, ip_address(address)]
    assert failure(SafeHttp(loopback=False, resolve=lambda *_: found)) == "address_refused"


@pytest.mark.parametrize("url", ["https://127.0.0.1/", "https://[::1]/", "https://2130706433/", "https://127.1/"])
def test_an_address_in_the_url_is_checked_like_any_other(url, unreachable):
    """Also one that only the operating system takes for an address."""
    assert failure(SafeHttp(loopback=False), url) == "address_refused"


def test_the_connection_goes_to_the_checked_address_with_the_hosts_name(crm):
    asked = []

    def answer(host, port):
        asked.append((host, port))
        return HERE if len(asked) == 1 else [ip_address("10.0.0.1")]

    url = f"http://crm.example.com:{crm.server_port}/hook?a=1"
    assert SafeHttp(loopback=True, resolve=answer).post(url, b'{"a": 1}', {"webhook-id": "delivery_1"}) == 204
    assert asked == [("crm.example.com", crm.server_port)], "looked up once: another answer leads nowhere else"
    [(headers, raw)] = crm.got
    assert (headers["host"], headers["webhook-id"], raw) == (
        f"crm.example.com:{crm.server_port}",
        "delivery_1",
        b'{"a": 1}',
    )


def test_a_name_without_addresses_is_unknown(unreachable):
    assert failure(SafeHttp(loopback=False, resolve=lambda *_: [])) == "name_unknown"


def test_resolved_addresses_have_ipv4_first(monkeypatch):
    told = [(0, 0, 0, "", ("fe80::1%eth0", 0, 0, 2)), (0, 0, 0, "", ("1.1.1.1", 0)), (0, 0, 0, "", ("1.1.1.1", 0))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: told)
    assert resolve("x", 1) == [ip_address("1.1.1.1"), ip_address("fe80::1")]


@pytest.mark.parametrize("error", [socket.gaierror(-2, "unknown"), UnicodeError("label too long")])
def test_a_name_that_cannot_be_resolved_is_unknown(monkeypatch, error):
    def fail(*_, **__):
        raise error

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(Unreachable) as refused:
        resolve("x", 1)
    assert refused.value.failure == "name_unknown"


# Answers that are none


class Rude:
    """Accept one connection and misbehave as given."""

    def __init__(self, does):
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._does, self._thread = does, threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self):
        connection, _ = self._listening.accept()
        with connection, self._listening:
            try:
                self._does(connection)
            except OSError:
                return

    def join(self):
        self._thread.join()


class Alarm:
    """Stand in for a timer: time is over when the test says so."""

    daemon = True

    def __init__(self, *, at_once=False):
        self.at_once, self.ring = at_once, None

    def __call__(self, seconds, ring):
        self.ring = ring
        return self

    def start(self):
        if self.at_once:
            self.ring()

    def cancel(self):
        pass


def promise(connection, alarm):
    """Send headers for ever, each in time, and never complete the answer."""
    connection.recv(10_000)
    for said in itertools.count():
        if said == PATIENCE:
            alarm.ring()
        connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")


def half(connection, alarm):
    """Send the status, and never the end of the headers."""
    connection.recv(10_000)
    connection.sendall(b"HTTP/1.1 200 OK\r\nX")
    alarm.ring()
    wait(connection)


def silence(connection, alarm):
    """Receive, and answer nothing."""
    connection.recv(10_000)
    alarm.ring()
    wait(connection)


def wait(connection):
    while connection.recv(10_000):
        pass


PATIENCE = 100
RUDE = [
    pytest.param(lambda *_: None, "no_answer", id="hangs up"),
    pytest.param(lambda c, _: c.sendall(b"SSH-2.0-OpenSSH\r\n"), "no_answer", id="speaks another language"),
    pytest.param(lambda c, _: c.sendall(b"HTTP/1.1 200 " + b"x" * 100_000), "no_answer", id="a line without end"),
    pytest.param(lambda c, _: c.sendall(b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 5_000), "no_answer",
                 id="endless headers"),
    pytest.param(lambda c, _: c.sendall(b"HTTP/1.1 OK\r\n\r\n"), "no_answer", id="no status"),
    pytest.param(silence, "timed_out", id="says nothing"),
    pytest.param(promise, "timed_out", id="promises for ever"),
    pytest.param(half, "timed_out", id="stops in the middle"),
]  # fmt: skip


@pytest.mark.parametrize(("does", "code"), RUDE)
def test_a_late_or_malformed_answer_counts_as_none(does, code):
    alarm = Alarm()
    rude = Rude(lambda connection: does(connection, alarm))
    assert failure(SafeHttp(loopback=True, timer=alarm), f"http://127.0.0.1:{rude.port}/", b"{}") == code
    rude.join()


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_timeout_before_the_connection_exists_ends_it_too(scheme):
    """A busy machine may take longer to connect than the total limit."""
    heard = []
    rude = Rude(lambda connection: heard.append(connection.recv(10_000)))
    reach = SafeHttp(loopback=True, timer=Alarm(at_once=True))
    assert failure(reach, f"{scheme}://127.0.0.1:{rude.port}/", b"{}") == "timed_out"
    rude.join()
    assert heard == [b""], "nothing is said any more"


def test_the_default_timeout_is_ten_seconds():
    told = []

    class Noted(Alarm):
        def __call__(self, seconds, ring):
            told.append(seconds)
            return super().__call__(seconds, ring)

    rude = Rude(lambda _: None)
    assert failure(SafeHttp(loopback=True, timer=Noted()), f"http://127.0.0.1:{rude.port}/") == "no_answer"
    rude.join()
    assert told == [10.0]


def test_only_the_status_of_an_answer_is_read():
    """A body without end costs nothing."""

    def flood(connection):
        connection.recv(10_000)
        connection.sendall(b"HTTP/1.1 202 Accepted\r\n\r\n")
        while True:
            connection.sendall(b"x" * 100_000)

    rude = Rude(flood)
    assert SafeHttp(loopback=True, timer=Alarm()).post(f"http://127.0.0.1:{rude.port}/", b"{}", {}) == 202
    rude.join()


def test_a_refused_connection_is_reported():
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    assert failure(SafeHttp(loopback=True), f"http://127.0.0.1:{port}/") == "not_connected"


# TLS


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    """Create a self-signed certificate for crm.example.com, as a file of key and certificate."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(7)
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("crm.example.com")]), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    path = tmp_path_factory.mktemp("tls") / "crm.pem"
    encoding = serialization.Encoding.PEM
    private = key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(private + certificate.public_bytes(encoding))
    return path


@pytest.fixture
def secure(crm, authority):
    """Serve the CRM by TLS; `named` holds the server names of its connections."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority)
    crm.named = []
    context.sni_callback = lambda _socket, name, _context: crm.named.append(name)
    crm.socket = context.wrap_socket(crm.socket, server_side=True)
    crm.handle_error = lambda *_: None  # a failing handshake is intended
    return crm


def trusting(authority, **change):
    tls = ssl.create_default_context(cafile=authority)
    return SafeHttp(loopback=True, resolve=lambda *_: HERE, tls=tls, **change)


def test_the_certificate_is_checked_for_the_name_not_the_address(secure, authority):
    url = f"https://crm.example.com:{secure.server_port}/hook"
    assert trusting(authority).post(url, b"{}", {}) == 204
    assert secure.named == ["crm.example.com"]


def test_a_certificate_of_another_name_or_authority_is_refused(secure, authority):
    other = f"https://other.example.com:{secure.server_port}/hook"
    assert failure(trusting(authority), other) == "tls_failed"
    stranger = SafeHttp(loopback=True, resolve=lambda *_: HERE)
    assert failure(stranger, f"https://crm.example.com:{secure.server_port}/hook") == "tls_failed"
    assert secure.got == []


def test_a_handshake_that_never_ends_is_aborted():
    alarm = Alarm()
    rude = Rude(lambda connection: silence(connection, alarm))
    reach = SafeHttp(loopback=True, resolve=lambda *_: HERE, timer=alarm)
    assert failure(reach, f"https://crm.example.com:{rude.port}/") == "timed_out"
    rude.join()


def test_a_server_without_tls_gets_no_plain_text(crm):
    reach = SafeHttp(loopback=True, resolve=lambda *_: HERE)
    assert failure(reach, f"https://crm.example.com:{crm.server_port}/") in ("tls_failed", "no_answer")
    assert crm.got == []
