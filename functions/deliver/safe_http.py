"""Send a POST request to an outside server: to a checked address, without redirects, within ten seconds."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Protocol, cast
from urllib.parse import urlsplit

from shared.domain.kernel.outbound_url import may_send_to
from shared.domain.plan_records.target import Failure

type Address = IPv4Address | IPv6Address
type Resolve = Callable[[str, int], list[Address]]


class Timer(Protocol):
    """A timer that calls back once when its time is over, unless it is cancelled."""

    daemon: bool

    def start(self) -> None: ...  # noqa: D102
    def cancel(self) -> None: ...  # noqa: D102


type MakeTimer = Callable[[float, Callable[[], None]], Timer]

SECONDS = 10.0  # for the whole request, after the name was resolved


class Post(Protocol):
    """A function that posts a body and returns the status of the response. Raises Unreachable."""

    def __call__(self, url: str, body: bytes, headers: Mapping[str, str]) -> int: ...  # noqa: D102


class Unreachable(Exception):
    """There was no response.

    Attributes:
        failure: why, as a code. The text of the error is left out, because it may reveal internal networks.
    """

    def __init__(self, failure: Failure) -> None:
        self.failure = failure
        super().__init__(failure)


def resolve(host: str, port: int) -> list[Address]:
    """Return all addresses of a name, IPv4 first, because Lambda functions have no IPv6 by default."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Unreachable("name_unknown") from None
    addresses = dict.fromkeys(ip_address(str(where[0]).partition("%")[0]) for *_, where in found)
    return sorted(addresses, key=lambda address: address.version)


class SafeHttp:
    """Post to the targets of outbound webhooks and to push services.

    Resolve a name once, check all of its addresses, and connect to one of them without resolving the name again, so
    that a change of the DNS answer in between (DNS rebinding) has no effect.

    Source: docs/security.md, "Outbound webhooks", "Mail and push".
    """

    def __init__(
        self,
        *,
        loopback: bool,
        resolve: Resolve = resolve,
        seconds: float = SECONDS,
        timer: MakeTimer = threading.Timer,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._loopback, self._resolve, self._seconds, self._timer = loopback, resolve, seconds, timer
        self._tls = tls  # created once per process unless given: loading all authorities takes time

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> int:
        """Post the body; return the status of the response, whose body is not read.

        Raises:
            Unreachable: the address is refused, or there was no response in time.
        """
        parts = urlsplit(url)
        secure = parts.scheme == "https"
        host, port = parts.hostname or "", parts.port or (443 if secure else 80)
        address = self._checked(self._resolve(host, port))
        tls = self._context() if secure else None
        connection = _Connection(host, port, address, tls, self._seconds)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        with connection.within(self._timer, self._seconds):
            connection.request("POST", path, body, dict(headers))
            return connection.getresponse().status

    def _checked(self, addresses: list[Address]) -> Address:
        """Return the first address, if all of them are allowed."""
        if not addresses:
            raise Unreachable("name_unknown")
        if not all(may_send_to(address, loopback=self._loopback) for address in addresses):
            raise Unreachable("address_refused")
        return addresses[0]

    def _context(self) -> ssl.SSLContext:
        self._tls = self._tls or ssl.create_default_context()
        return self._tls


class _Connection(HTTPConnection):
    """A connection to an address, with the `Host` header and the certificate of a name."""

    def __init__(self, host: str, port: int, address: Address, tls: ssl.SSLContext | None, seconds: float) -> None:
        super().__init__(host, port, timeout=seconds)
        self.default_port = 443 if tls else 80
        self._address, self._context = address, tls
        self._connected = self._timed_out = False

    def connect(self) -> None:
        """Connect to the address, without resolving the name again."""
        self.sock = socket.create_connection((str(self._address), self.port), self.timeout)
        self._connected = True
        self._check_time()
        if self._context is not None:
            # Do the handshake afterwards, so that the timer can end it too.
            self.sock = self._context.wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
            self._check_time()
            self.sock.do_handshake()

    @contextmanager
    def within(self, timer: MakeTimer, seconds: float) -> Iterator[None]:
        """Close the connection when the time is over, also if the server answers a byte a second."""
        timeout = timer(seconds, self._end)
        timeout.daemon = True
        timeout.start()
        try:
            yield
            self._check_time()
        except ssl.SSLError as error:
            raise Unreachable("timed_out" if self._timed_out else "tls_failed") from error
        except TimeoutError as error:
            raise Unreachable("timed_out") from error
        except (OSError, HTTPException, UnicodeError, ValueError) as error:
            failure: Failure = "no_answer" if self._connected else "not_connected"
            raise Unreachable("timed_out" if self._timed_out else failure) from error
        finally:
            timeout.cancel()
            self.close()

    def _check_time(self) -> None:
        """Raise TimeoutError if the time ended while there was no socket to shut down, or before TLS replaced it."""
        if self._timed_out:
            raise TimeoutError

    def _end(self) -> None:
        self._timed_out = True
        sock = cast("socket.socket | None", self.sock)
        if sock is not None:
            try:
                sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                return
