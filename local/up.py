"""Start and stop a run: `make run`, `make up`, `make down` and `make reset`.

- `run` starts in this terminal and follows the functions' logs; Ctrl-C stops.
- `up` starts in the background and returns when the stack answers.
- `down` stops, keeping the data; `reset` stops and deletes the data.
"""

import os
import shutil
import signal
import subprocess
import sys
import time

from botocore.exceptions import BotoCoreError, ClientError

from local import lock, places, stack_file
from local.lock import AlreadyRunning
from local.meanwhile import meanwhile
from local.private import make_private
from local.problems import Broken, Unusable
from local.run import run, step

LOOK_SECONDS = 0.1
STOP_SECONDS = 180  # unpacked functions are deleted too, tens of thousands of files: a busy disk takes its time


def up() -> int:
    """Start a run in the background and show its output until it is ready."""
    if (pid := lock.holder()) is not None and places.STACK.exists():
        with meanwhile() as finish:
            finish(step)
        print(f"Relevo already runs here (process {pid}): {stack_file.read()['console']}")
        return 0
    make_private(places.LOCAL)
    stack_file.remove()
    places.RUN_LOG.touch(mode=0o600)
    with places.RUN_LOG.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "local.up", "serve"],
            cwd=places.ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        return _show_until_ready(process)
    except KeyboardInterrupt:
        process.terminate()
        process.wait(STOP_SECONDS)
        return 130


def down() -> int:
    """Stop the run, if there is one, and wait until its data are saved."""
    pid = lock.holder()
    if pid is None:
        print("Nothing is running here.")
        return 0
    os.kill(pid, signal.SIGTERM)
    patience = time.monotonic() + STOP_SECONDS
    while lock.holder() == pid:
        if time.monotonic() > patience:
            raise Broken(f"Process {pid} does not stop; see {places.RUN_LOG}.")
        time.sleep(LOOK_SECONDS)
    print("Stopped; the data are kept.")
    return 0


def reset() -> int:
    """Stop, and delete everything but the remembered ports."""
    down()
    with lock.held():  # no other run may start meanwhile
        for path in places.LOCAL.iterdir():
            if path in {places.LOCK, places.PORTS}:
                continue
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    print("Forgotten.")
    return 0


def _show_until_ready(process: subprocess.Popen[bytes]) -> int:
    with places.RUN_LOG.open(encoding="utf-8", errors="replace") as log:
        while True:
            ended, ready = process.poll() is not None, places.STACK.exists()
            print(log.read(), end="", flush=True)
            if ended:
                return process.returncode or Broken.code
            if ready:
                return 0
            time.sleep(LOOK_SECONDS)


def _foreground(*, follow: bool) -> int:
    try:
        run(follow=follow)
    except KeyboardInterrupt:
        print("Bye." if follow else "Stopped.")
    return 0


def main(arguments: list[str]) -> int:
    """Run the command that the one argument names; print problems as one line and return an exit code."""
    verbs = {
        "run": lambda: _foreground(follow=True),
        "serve": lambda: _foreground(follow=False),
        "up": up,
        "down": down,
        "reset": reset,
    }
    if len(arguments) != 1 or arguments[0] not in verbs:
        print(f"usage: python -m local.up {'|'.join(verbs)}", file=sys.stderr)
        return 2
    try:
        return verbs[arguments[0]]()
    except (Unusable, Broken) as problem:
        print(problem, file=sys.stderr)
        return problem.code
    except AlreadyRunning as problem:
        print(problem, file=sys.stderr)
        return Unusable.code
    except (BotoCoreError, ClientError) as problem:
        print(f"The embedded AWS refused: {problem}  (log: {places.ENGINE_LOG})", file=sys.stderr)
        return Broken.code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
