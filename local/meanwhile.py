"""Run a command beside a start, with its output kept apart: `make` builds the console while the stack is deployed.

RELEVO_MEANWHILE is the command. Both take about as long, and a machine has more than one core.
"""

import os
import shlex
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from local import places
from local.problems import Broken

type Step = Callable[[str], AbstractContextManager[None]]
type Finish = Callable[[Step], None]

LINES = 30
"""Show so many last lines of what a failed command said."""


@contextmanager
def meanwhile(log: Path = places.CONSOLE_LOG) -> Iterator[Finish]:
    """Run the command, if there is one, at most as long as the block.

    Args:
        log: takes its output.

    Yields:
        A function that waits until the command has ended, and raises `Broken` if it failed.
    """
    command = os.environ.get("RELEVO_MEANWHILE")
    if not command:
        yield _nothing
        return
    log.touch(mode=0o600)
    with log.open("wb") as file:
        process = subprocess.Popen(
            shlex.split(command),
            cwd=places.ROOT,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # so that all that it starts can be ended with it
        )
    try:
        yield lambda step: _finish(process, command, log, step)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait()


def _nothing(step: Step) -> None:
    del step


def _finish(process: subprocess.Popen[bytes], command: str, log: Path, step: Step) -> None:
    if process.poll() is None:
        with step("Building the console"):
            process.wait()
    if process.returncode:
        said = "\n".join(log.read_text(errors="replace").splitlines()[-LINES:])
        raise Broken(f"`{command}` failed with {process.returncode}:\n{said}\n(log: {log})")
