"""The embedded AWS: ministack with the repairs our app needs, as a process of its own.

`python -m local.engine` runs until SIGTERM, or until whoever started it goes away; both save its state.
Its settings come as environment variables, see `local.embedded`.
"""

import os
import signal
import sys
import threading
from importlib.metadata import version

from local.fixes import EngineChanged

MINISTACK = "1.5.33"
"""The one version the fixes were written against."""


def repair(known: str = MINISTACK) -> None:
    """Apply every fix.

    Args:
        known: the version that the fixes know.

    Raises:
        EngineChanged: the installed ministack is not the one the fixes know.
    """
    installed = version("ministack")
    if installed != known:
        raise EngineChanged(f"ministack {installed} is installed, the fixes are for {known}: run `make setup`")
    from local.fixes import (
        addresses,
        errors,
        schedules,
        senders,
        streams,
        transport,
        unpacking,
        workers,
    )  # they import ministack: first its version

    schedules.repair()
    workers.repair(int(os.environ.get("RELEVO_WORKERS", "4")))
    errors.repair()
    streams.repair()
    transport.repair()
    senders.repair()
    addresses.repair(os.environ["RELEVO_ADDRESS"])
    if os.environ.get("RELEVO_DEV"):
        from local.live.start import start

        start()
    else:
        unpacking.repair()


def stop_with_parent() -> None:
    """End cleanly when the pipe to whoever started us breaks, so that no engine outlives its owner."""

    def wait() -> None:
        os.read(sys.stdin.fileno(), 1)  # not sys.stdin.read(): its lock would abort the interpreter's end
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, name="relevo-parent", daemon=True).start()


def main(known: str = MINISTACK) -> int:
    """Repair the engine, which is the `known` version, and run it."""
    try:
        repair(known)
    except EngineChanged as problem:
        print(f"relevo: {problem}", file=sys.stderr)
        return 2
    stop_with_parent()
    from ministack.app import main as run

    run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
