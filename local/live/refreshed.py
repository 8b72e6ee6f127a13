"""Show developers the engine's messages in the run's output."""

from collections.abc import Iterator
from pathlib import Path


class Refreshed:
    """Read a log of this run, from its first line on."""

    def __init__(self, path: Path) -> None:
        path.write_bytes(b"")
        self._path, self._read = path, 0

    def new_lines(self) -> Iterator[str]:
        """Return the lines that were added since the last time."""
        with self._path.open("rb") as log:
            log.seek(self._read)
            added = log.read()
            self._read = log.tell()
        yield from added.decode(errors="replace").splitlines()
