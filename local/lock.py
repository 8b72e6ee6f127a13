"""Allow one run per folder: take the lock, and find who holds it."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from local import places
from local.private import make_private

ORPHAN_SECONDS = 30.0
"""Wait this long: an engine whose run was killed saves its state and ends by itself, and holds the lock until then."""

LOOK_SECONDS = 0.1


class AlreadyRunning(RuntimeError):
    """Report that another run holds the lock, with its process id."""

    def __init__(self, pid: int) -> None:
        super().__init__(f"Relevo already runs here (process {pid}): `make down` stops it.")
        self.pid = pid


@contextmanager
def held(path: Path = places.LOCK) -> Iterator[IO[str]]:
    """Hold the lock. Its file may be inherited by a child process that must end before the next run.

    Args:
        path: of the lock's file; its folder is created.

    Raises:
        AlreadyRunning: another run holds it.
    """
    make_private(path.parent)
    with path.open("a+") as file:
        patience = time.monotonic() + ORPHAN_SECONDS
        while not _take(file):
            pid = holder(path)
            if pid is not None or time.monotonic() > patience:
                raise AlreadyRunning(pid or 0)
            time.sleep(LOOK_SECONDS)
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        try:
            yield file
        finally:
            file.truncate(0)


def holder(path: Path = places.LOCK) -> int | None:
    """Return the process id of the run that holds the lock, or None."""
    try:
        with path.open("a+") as file:
            file.seek(0)
            pid = file.read().strip()
            if not pid.isdecimal() or _take(file):
                return None
    except OSError:
        return None
    # The number may be outdated while an orphaned engine still holds the lock.
    return int(pid) if _exists(int(pid)) else None


def _take(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
