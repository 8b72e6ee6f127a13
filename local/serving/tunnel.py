"""Pass a WebSocket on: its handshake as it is, and then bytes in both directions until one side ends."""

import contextlib
import socket
import threading
from collections.abc import Callable
from email.message import Message

from local.ports import HOST

CHUNK = 64 * 1024
CONNECT_SECONDS = 10


def open_tunnel(port: int, target: str, headers: Message) -> socket.socket:
    """Send the handshake to `target` at the engine; return the connection, on which its answer is still to come.

    Raises:
        OSError: the engine does not answer.
    """
    engine = socket.create_connection((HOST, port), CONNECT_SECONDS)
    engine.settimeout(None)
    kept = [(name, value) for name, value in headers.items() if name.lower() != "host"]
    lines = [f"GET {target} HTTP/1.1", f"Host: {HOST}:{port}", *(f"{name}: {value}" for name, value in kept), "", ""]
    engine.sendall("\r\n".join(lines).encode("latin-1"))
    return engine


def pass_on(client: socket.socket, read_client: Callable[[int], bytes], engine: socket.socket) -> None:
    """Pass bytes on until one side has ended.

    Args:
        client: the connection with the client.
        read_client: reads from it, beginning with what was read ahead.
        engine: the connection with the engine.
    """
    client.settimeout(None)  # a quiet connection is no dead one
    back = threading.Thread(target=_copy, args=(engine.recv, client), name="relevo-tunnel", daemon=True)
    back.start()
    _copy(read_client, engine)
    back.join()


def _copy(read: Callable[[int], bytes], to: socket.socket) -> None:
    """Copy until there is no more, then let the other direction end too."""
    try:
        with contextlib.suppress(OSError):  # one side has ended
            while chunk := read(CHUNK):
                to.sendall(chunk)
    finally:
        with contextlib.suppress(OSError):  # it has ended already
            to.shutdown(socket.SHUT_RDWR)
