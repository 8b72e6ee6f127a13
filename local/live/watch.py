"""Watch the checkout and restart the workers that a change affects."""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol

from local.live import files
from local.live.workers import Tell, Worker

LOOK_SECONDS = 0.2
SETTLED_SECONDS = 0.03
"""Wait this long: an editor may empty a file before it writes it."""

SETTLING_LOOKS = 20


class Pool(Protocol):
    """Describe the workers, as `local.live.workers.Warm` keeps them."""

    def retire(self, paths: Iterable[str]) -> list[Worker]:
        """End the processes of workers that a change affects, and return those to start again."""

    def start(self, worker: Worker) -> float:
        """Start a worker again, and return the seconds it took."""


class FileWatch:
    """Remember the last state of the files, and which workers are still to be started."""

    def __init__(self, root: Path, pool: Pool, tell: Tell, pause: Callable[[float], None] = time.sleep) -> None:
        self._root, self._pool, self._tell, self._pause = root, pool, tell, pause
        self._seen = files.look(root)
        self._waiting: set[str] = set()
        self._cold: deque[Worker] = deque()

    def step(self) -> None:
        """Check once: restart what a change affects, or start one of the workers that were ended, or rest."""
        now = files.look(self._root)
        if now != self._seen:
            self._take(self._settled(now))
        elif self._cold:
            self._pool.start(self._cold.popleft())
        else:
            self._pause(LOOK_SECONDS)

    def _settled(self, now: files.Snapshot) -> files.Snapshot:
        for _ in range(SETTLING_LOOKS):
            self._pause(SETTLED_SECONDS)
            before, now = now, files.look(self._root)
            if now == before:
                break
        return now

    def _take(self, now: files.Snapshot) -> None:
        paths = files.changed(self._seen, now)
        self._seen = now
        self._waiting |= paths  # together with what waits for a fault to be repaired
        if faults := files.faults(self._root, self._waiting):
            message = "\n".join(faults)
            self._tell(f"✗ {message}\n  The running functions keep the previous code.")
            return
        files.forget_bytecode(self._root, self._waiting)
        renewed = self._pool.retire(self._waiting)
        names = sorted({worker.func_name for worker in renewed})
        self._tell(f"↻ {_few(sorted(paths))}: {', '.join(names) or 'no running function'} starts again")
        self._waiting = set()
        self._cold = deque([*renewed, *(worker for worker in self._cold if worker not in renewed)])


def _few(paths: list[str]) -> str:
    return ", ".join(paths[:3]) + (f" and {len(paths) - 3} more" if len(paths) > 3 else "")


def begin(watch: FileWatch, tell: Tell) -> None:
    """Watch from a thread, until the process ends."""

    def forever() -> None:
        while True:
            try:
                watch.step()
            except OSError as problem:  # a checkout in the middle of being changed
                tell(f"✗ The checkout cannot be read: {problem}")
                time.sleep(LOOK_SECONDS)

    threading.Thread(target=forever, name="relevo-live", daemon=True).start()
