"""One POST to somebody else's machine: to an address that was checked, with no redirect followed, in ten seconds."""

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
    """Calls back once when its time is over, unless it is cancelled."""

    daemon: bool

    def start(self) -> None: ...  # noqa: D102
    def cancel(self) -> None: ...  # noqa: D102


type MakeTimer = Callable[[float, Callable[[], None]], Timer]

SECONDS = 10.0  # for the whole of it, once the name is looked up


class Post(Protocol):
    """Sends a body to an address, and gives the status of the answer; raises NotReached."""

    def __call__(self, url: str, body: bytes, headers: Mapping[str, str]) -> int: ...  # noqa: D102


class Unreachable(Exception):
    """There was no answer.

    Attributes:
        failure: why, as a code: what else is known may tell of networks that are not the asker's.
    """

    def __init__(self, failure: Failure) -> None:
        self.failure = failure
        super().__init__(failure)


def resolve(host: str, port: int) -> list[Address]:
    """All addresses of a name, IPv4 first: functions have no IPv6 unless somebody gives it to them."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Unreachable("name_unknown") from None
    addresses = dict.fromkeys(ip_address(str(where[0]).partition("%")[0]) for *_, where in found)
    return sorted(addresses, key=lambda address: address.version)


class SafeHttp:
    """Posts to outbound webhooks' targets, and to push services.

    A name is looked up once, every address it has is judged, and the connection goes to one of those addresses and is
    not looked up again: a name whose answer changes in between leads nowhere else.

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
        self._tls = tls  # unless given made once per process: reading all authorities takes a moment

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> int:
        """Send the body; the status of the answer, of which nothing else is read.

        Raises:
            NotReached: an address it may not go to, or no answer in time.
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
        """The first of the addresses, if it may be gone to every one of them."""
        if not addresses:
            raise Unreachable("name_unknown")
        if not all(may_send_to(address, loopback=self._loopback) for address in addresses):
            raise Unreachable("address_refused")
        return addresses[0]

    def _context(self) -> ssl.SSLContext:
        self._tls = self._tls or ssl.create_default_context()
        return self._tls


class _Connection(HTTPConnection):
    """A connection to an address, in the name of a host: `Host` and certificate are the name's."""

    def __init__(self, host: str, port: int, address: Address, tls: ssl.SSLContext | None, seconds: float) -> None:
        super().__init__(host, port, timeout=seconds)
        self.default_port = 443 if tls else 80
        self._address, self._context = address, tls
        self._connected = self._over = False

    def connect(self) -> None:
        """To the address, and nowhere else."""
        self.sock = socket.create_connection((str(self._address), self.port), self.timeout)
        self._connected = True
        self._must_go_on()
        if self._context is not None:
            # The handshake comes after: so it can be ended from outside as well.
            self.sock = self._context.wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
            self._must_go_on()
            self.sock.do_handshake()

    @contextmanager
    def within(self, timer: MakeTimer, seconds: float) -> Iterator[None]:
        """End whatever goes on when the time is over: who answers a byte a second is no answer."""
        end = timer(seconds, self._end)
        end.daemon = True
        end.start()
        try:
            yield
            self._must_go_on()
        except ssl.SSLError as error:
            raise Unreachable("timed_out" if self._over else "tls_failed") from error
        except TimeoutError as error:
            raise Unreachable("timed_out") from error
        except (OSError, HTTPException, UnicodeError, ValueError) as error:
            failure: Failure = "no_answer" if self._connected else "not_connected"
            raise Unreachable("timed_out" if self._over else failure) from error
        finally:
            end.cancel()
            self.close()

    def _must_go_on(self) -> None:
        """Raise TimeoutError if the time was over before there was a socket to end, or a new one took its place."""
        if self._over:
            raise TimeoutError

    def _end(self) -> None:
        self._over = True
        sock = cast("socket.socket | None", self.sock)
        if sock is not None:
            try:
                sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                return
