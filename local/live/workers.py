"""Start the engine's warm workers on the checkout, and restart them after a change."""

import contextlib
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from ministack.core import lambda_runtime

from local.fixes import Stock, find, replace
from local.fixes.unpacking import Code, variables
from local.live import files, room

type Tell = Callable[[str], None]
type Worker = Any
"""Stand for a worker of ministack, which has no types."""

HANDLER = "LIVE_HANDLER"
TRACEBACK = "Traceback (most recent call last)"
LOOK_SECONDS = 0.02


def on_checkout(root: Path, out: Path) -> Code:
    """Return a function that gives a worker the checkout's code, entered by `local.live.entry`.

    None for foreign code.
    """

    def code(worker: Worker) -> Path | None:
        handler = worker.config["Handler"]
        if not handler.startswith("functions."):
            return None
        environment = {"Variables": variables(worker.config) | {HANDLER: handler}}
        worker.config = {**worker.config, "Handler": "live_entry.handler", "Environment": environment}
        return room.build(root, out, room.folder_of_handler(handler))

    return code


def tell_failed_starts(tell: Tell) -> None:
    """Report with a traceback why a function could not be imported."""

    def spawn(worker: Worker) -> None:
        try:
            stock(worker)
        except RuntimeError as problem:
            log = worker._drain_stderr_bounded() if worker._stderr_thread else ""
            _, found, trace = log.rpartition(TRACEBACK)
            why = (found + trace).replace(f"{variables(worker.config).get('PYTHONPATH')}/", "") or str(problem)
            tell(f"✗ {worker.func_name} cannot be started:\n{why}")
            end([worker])
            raise

    stock: Stock = replace(lambda_runtime.Worker, "_spawn", spawn)
    end = find(lambda_runtime, "kill_workers")


class Warm:
    """Keep the running workers, by the code they were made of."""

    def __init__(self) -> None:
        self._pools: dict[str, list[Worker]] = find(lambda_runtime, "_workers")
        self._lock: threading.Lock = find(lambda_runtime, "_lock")  # guards the pools and the set of leased workers
        self._kill = find(lambda_runtime, "kill_workers")
        self._ensure_spawned = find(lambda_runtime, "ensure_spawned")

    def retire(self, paths: Iterable[str]) -> list[Worker]:
        """End the processes of the workers that a change of `paths` affects.

        Idle ones end at once and stay in their pools: the next call starts their processes again. A busy one ends after
        its answer, and another takes its place.

        Returns:
            The workers without a process, the latest used first.
        """
        paths = set(paths)
        idle, busy, instead = self._take(lambda worker: files.concerns(paths, room_of(worker)))
        self._kill(idle)
        for worker in idle:
            worker._cold, worker.in_use = True, False
        for worker in busy:
            threading.Thread(target=self._end_after_answer, args=(worker,), daemon=True).start()
        return sorted([*idle, *instead], key=lambda worker: worker.last_used, reverse=True)

    def _take(self, concerned: Callable[[Worker], bool]) -> tuple[list[Worker], list[Worker], list[Worker]]:
        """Lease idle workers, so that no call gets them meanwhile; replace busy ones."""
        idle, busy, instead = [], [], []
        with self._lock:
            for pool in self._pools.values():
                for at, worker in enumerate(pool):
                    if not concerned(worker):
                        continue
                    if worker.in_use and worker._proc is None:
                        continue  # it is about to start, and will find the changed code
                    if worker.in_use:
                        pool[at] = type(worker)(worker.func_name, worker.config, worker.code_zip)
                        busy.append(worker)
                        instead.append(pool[at])
                    else:
                        worker.in_use = True
                        idle.append(worker)
        return idle, busy, instead

    def _end_after_answer(self, worker: Worker) -> None:
        while worker.in_use:
            time.sleep(LOOK_SECONDS)
        self._kill([worker])

    def start(self, worker: Worker) -> float:
        """Start the worker's process unless a call was faster; return the seconds it took."""
        began = time.monotonic()
        with contextlib.suppress(RuntimeError):  # the error is reported where it is raised
            self._ensure_spawned(worker)
        return time.monotonic() - began


def room_of(worker: Worker) -> str:
    """Return the folder below `functions/` that a worker's code comes from."""
    return room.folder_of_handler(variables(worker.config).get(HANDLER) or worker.config["Handler"])
