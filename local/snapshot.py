"""Keep copies of a deployed and seeded engine, so that later starts need not deploy.

A run in an empty folder starts from the snapshot of exactly this checkout, tenant and day, or makes one. Deploying
takes half a minute, copying a second, so tests can have their own stacks and `make reset` is cheap. The day counts
because the demo's special route looks for the next holiday after the day on which it is created.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from local.fingerprint import EVERYTHING, fingerprint
from local.private import make_private

KEPT = 2
"""Keep only the newest snapshots; each takes some 60 MB."""


class StackSnapshots:
    """Keep the snapshots of a checkout.

    Args:
        folder: where they are.
        parts: the folders of a run that a snapshot contains.
    """

    def __init__(self, folder: Path, parts: tuple[Path, ...]) -> None:
        self._folder = folder
        self._parts = parts

    def needed(self) -> bool:
        """Return whether this run's folder holds no data yet."""
        return not any(part.exists() and any(part.iterdir()) for part in self._parts)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for other runs that are making a snapshot: it may be the one we need."""
        make_private(self._folder)
        with (self._folder / "lock").open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def restore(self, key: str) -> bool:
        """Copy the snapshot of this name into the run; return False if there is none. Call it within `turn`."""
        found = self._folder / key
        if not found.is_dir():
            return False
        os.utime(found)
        for part in self._parts:
            shutil.copytree(found / part.name, part, dirs_exist_ok=True)
        return True

    def keep(self, key: str) -> None:
        """Keep this run's data under this name, after its engine has stopped. Call it within `turn`."""
        draft = self._folder / f"{key}.new"
        shutil.rmtree(draft, ignore_errors=True)
        for part in self._parts:
            shutil.copytree(part, draft / part.name)
        draft.rename(self._folder / key)
        others = [path for path in self._folder.iterdir() if path.is_dir() and path.name != key]
        others.sort(key=lambda path: path.stat().st_mtime)
        for path in others[: 1 - KEPT]:
            shutil.rmtree(path)


def key(root: Path, tenant: str, now: datetime) -> str:
    """Name the snapshot of a checkout, a tenant and the current day in the team's time zone."""
    return f"{tenant}-{now:%Y-%m-%d}-{fingerprint(root, tenant, EVERYTHING)[:32]}"
