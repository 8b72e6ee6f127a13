"""Run the embedded AWS: ministack with the repairs our app needs, as a process of its own.

`python -m local.engine` runs until SIGTERM, or until the process that started it ends; both save its state. Its
settings are environment variables, see `local.embedded`.
"""

import os
import signal
import sys
import threading
from importlib.metadata import version

from local.fixes import EngineChanged

MINISTACK = "1.5.33"
"""Name the one version that the fixes were written for."""


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
        generated_secrets,
        key_conditions,
        leading_keys,
        log_addresses,
        schedules,
        senders,
        shards,
        streams,
        transport,
        unpacking,
        user_pools,
        workers,
    )  # they import ministack, so check its version first

    log_addresses.repair()
    schedules.repair()
    workers.repair(int(os.environ.get("RELEVO_WORKERS", "4")))
    errors.repair()
    generated_secrets.repair()
    streams.repair()
    shards.repair(int(os.environ.get("RELEVO_SHARDS", "1")))
    transport.repair()
    senders.repair()
    leading_keys.repair()
    key_conditions.repair()
    user_pools.repair()
    addresses.repair(os.environ["RELEVO_ADDRESS"])
    if os.environ.get("RELEVO_DEV"):
        from local.live.start import start

        start()
    else:
        unpacking.repair()


def stop_with_parent() -> None:
    """Stop cleanly when the pipe to the starting process breaks, so that no engine outlives it."""

    def wait() -> None:
        os.read(sys.stdin.fileno(), 1)  # not sys.stdin.read(): its lock would abort the interpreter's shutdown
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
