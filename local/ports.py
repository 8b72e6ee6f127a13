"""Choose ports: as set, else the same as last time, else free ones, and reserve them against other runs."""

import fcntl
import json
import os
import socket
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from itertools import chain, combinations
from pathlib import Path

from local.problems import Unusable

HOST = "127.0.0.1"
NAMES = ("RELEVO_PORT", "RELEVO_ENGINE_PORT", "RELEVO_SMTP_PORT")
FIRST, LAST = 8700, 9699
"""Choose below the range that the system gives to outgoing connections."""


@dataclass(frozen=True)
class Ports:
    """Hold the ports of the one address, of the embedded AWS behind it, and of the server that takes mail."""

    proxy: int
    engine: int
    smtp: int = FIRST + 2


@contextmanager
def reserved(remembered: Path, environment: Mapping[str, str] = os.environ) -> Iterator[Ports]:
    """Choose the ports, remember them for the next start, and reserve them meanwhile.

    A port is listened on only seconds after it was chosen. Without a reservation, two runs that start together would
    choose the same. `RELEVO_PORT`, `RELEVO_ENGINE_PORT` and `RELEVO_SMTP_PORT` decide if set.

    Raises:
        Unusable: a port that was set is taken or is no port, or none is free.
    """
    last = _read(remembered)
    with ExitStack() as kept:
        asked = {name: _asked(name, environment) for name in NAMES}
        for (name, port), (other, same) in combinations(asked.items(), 2):
            if port and port == same:
                raise Unusable(f"{name} and {other} are both {port}: they must differ.")
        for name, port in asked.items():
            if port and not _keep(port, kept):
                raise Unusable(f"Port {port} ({name}) is in use: stop what listens there, or set another.")
        before = (last.proxy, last.engine, last.smtp)
        ports = Ports(*(port or _free(old, kept) for port, old in zip(asked.values(), before, strict=True)))
        remembered.parent.mkdir(parents=True, exist_ok=True)
        remembered.write_text(json.dumps(asdict(ports)))
        yield ports


def is_free(port: int) -> bool:
    """Return whether `port` can be listened on now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
        return True


def _keep(port: int, kept: ExitStack) -> bool:
    """Reserve `port` until `kept` closes; return False if it is in use or another run has it."""
    folder = Path(tempfile.gettempdir()) / f"relevo-ports-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    with ExitStack() as opened:
        file = opened.enter_context((folder / str(port)).open("a"))
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        if not is_free(port):
            return False
        kept.push(opened.pop_all())
    return True


def _read(remembered: Path) -> Ports:
    try:
        return Ports(**json.loads(remembered.read_text()))
    except (OSError, ValueError, TypeError):
        return Ports(proxy=FIRST, engine=FIRST + 1)


def _asked(name: str, environment: Mapping[str, str]) -> int | None:
    text = environment.get(name, "").strip()
    if not text:
        return None
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise Unusable(f"{name} is {text!r}: it must be a port, 1 to 65535.")
    return int(text)


def _free(preferred: int, kept: ExitStack) -> int:
    for port in chain([preferred], range(FIRST, LAST + 1)):
        if _keep(port, kept):
            return port
    raise Unusable(f"No port from {FIRST} to {LAST} is free: set {', '.join(NAMES)}.")
