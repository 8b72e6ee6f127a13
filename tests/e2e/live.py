"""Open live connections as a console does, over the stack's one address."""

import socket
import time
from urllib.parse import urlsplit

from wsproto import ConnectionType, WSConnection
from wsproto.events import AcceptConnection, CloseConnection, RejectConnection, Request, TextMessage

CHUNK = 65536


class Refused(Exception):
    """Report that a connection was not opened; holds the status."""

    def __init__(self, status):
        self.status = status
        super().__init__(f"the handshake was answered {status}")


class LiveConnection:
    """Hold one open connection.

    Args:
        console: the stack's address.
        ticket: that opens it.
        origin: of the page that opens it, None for a program.
        patience: seconds after which a read gives up.
    """

    def __init__(self, console, ticket, origin=None, patience=600):
        address = urlsplit(console)
        self._socket = socket.create_connection((address.hostname, address.port), timeout=patience)
        self._protocol, self._events = WSConnection(ConnectionType.CLIENT), []
        headers = [(b"origin", origin.encode())] if origin else []
        self._send(Request(host=address.netloc, target=f"/live?ticket={ticket}", extra_headers=headers))
        answer = self._next()
        if isinstance(answer, RejectConnection):
            self._socket.close()
            raise Refused(answer.status_code)
        assert isinstance(answer, AcceptConnection), answer

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._socket.close()

    def read(self):
        """Wait for a message; return it and when it came, by the monotonic clock; None once the connection ends."""
        event = self._next()
        if isinstance(event, CloseConnection):
            self._socket.close()
            return None
        assert isinstance(event, TextMessage), event
        return event.data, time.monotonic()

    def drop(self, quiet=0.01):
        """Drop what has come: until nothing more comes for so many seconds."""
        patience = self._socket.gettimeout()
        self._socket.settimeout(quiet)
        try:
            while self.read() is not None:
                pass
        except TimeoutError:
            self._socket.settimeout(patience)

    def say(self, text):
        """Send a message."""
        self._send(TextMessage(data=text))

    def close(self):
        """Close the connection as a browser does, with a handshake."""
        self._send(CloseConnection(code=1000))
        while not isinstance(self._next(), CloseConnection):
            pass
        self._socket.close()

    def _send(self, event):
        self._socket.sendall(self._protocol.send(event))

    def _next(self):
        while not self._events:
            received = self._socket.recv(CHUNK)
            self._protocol.receive_data(received or None)
            self._events += self._protocol.events()
        return self._events.pop(0)


def ticket(caller):
    """Return a new ticket of a member's."""
    return caller.ask("POST", "/me/live-ticket")["ticket"]


def connected(stack, caller, **more):
    """Return an open connection of a member's."""
    return LiveConnection(stack.told["console"], ticket(caller), **more)
