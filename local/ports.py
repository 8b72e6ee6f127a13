"""Which ports to listen on: as asked, else the same as last time, else free ones."""

import json
import os
import socket
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from local.problems import Unusable

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Ports:
    """The one address for people and programs, and the embedded AWS behind it."""

    proxy: int
    engine: int


def choose(remembered: Path, environment: Mapping[str, str] = os.environ) -> Ports:
    """Pick both ports and remember them for the next start.

    `RELEVO_PORT` and `RELEVO_ENGINE_PORT` decide where set.

    Raises:
        Unusable: a port that was set is taken or is no port.
    """
    last = _read(remembered)
    proxy = _asked("RELEVO_PORT", environment) or _free(last.proxy)
    engine = _asked("RELEVO_ENGINE_PORT", environment) or _free(last.engine, avoid=proxy)
    if proxy == engine:
        raise Unusable(f"RELEVO_PORT and RELEVO_ENGINE_PORT are both {proxy}: they must differ.")
    ports = Ports(proxy, engine)
    remembered.parent.mkdir(parents=True, exist_ok=True)
    remembered.write_text(json.dumps(asdict(ports)))
    return ports


def is_free(port: int) -> bool:
    """Whether `port` can be listened on now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
        return True


def _read(remembered: Path) -> Ports:
    try:
        return Ports(**json.loads(remembered.read_text()))
    except (OSError, ValueError, TypeError):
        return Ports(proxy=8700, engine=8701)


def _asked(name: str, environment: Mapping[str, str]) -> int | None:
    text = environment.get(name, "").strip()
    if not text:
        return None
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise Unusable(f"{name} is {text!r}: it must be a port, 1 to 65535.")
    if not is_free(int(text)):
        raise Unusable(f"Port {text} ({name}) is in use: stop what listens there, or set another.")
    return int(text)


def _free(preferred: int, avoid: int = 0) -> int:
    if preferred != avoid and is_free(preferred):
        return preferred
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port
