"""List the checkout's files, and compute digests of them."""

import hashlib
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path


def files(root: Path) -> list[str]:
    """Return every file that git tracks or would add, by its path in the checkout."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        check=True,
    )
    return sorted(name for name in set(listed.stdout.decode().split("\0")) if name and (root / name).is_file())


def below(names: Iterable[str], places: Iterable[str]) -> Iterator[str]:
    """Return those of `names` that are one of `places` or inside one of them."""
    wanted = tuple(places)
    return (name for name in names if any(name == place or name.startswith(f"{place}/") for place in wanted))


class Digests:
    """Compute digests of a checkout's files, reading each file once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._known: dict[str, str] = {}

    def of(self, name: str) -> str:
        """Return the digest of one file; empty where there is none."""
        if name not in self._known:
            path = self._root / name
            self._known[name] = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        return self._known[name]

    def all_of(self, names: Iterable[str]) -> str:
        """Return one digest of several files, with their names."""
        return hashlib.sha256("\0".join(f"{name} {self.of(name)}" for name in sorted(names)).encode()).hexdigest()
