"""Make the engine run functions from the checkout."""

import tempfile
from pathlib import Path

from local import places
from local.fixes import unpacking
from local.live import watch, workers


def start() -> None:
    """Run functions from the checkout, and restart them when it changes."""
    unpacking.repair(workers.on_checkout(places.ROOT, Path(tempfile.gettempdir())))
    workers.tell_failed_starts(tell)
    watch.begin(watch.FileWatch(places.ROOT, workers.Warm(), tell), tell)


def tell(line: str) -> None:
    """Append a line to the log that the run shows."""
    with places.DEV_LOG.open("a", encoding="utf-8") as log:
        log.write(f"{line}\n")
