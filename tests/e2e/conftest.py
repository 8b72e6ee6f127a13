"""A stack of its own, deployed once for all tests of this level, and driven over HTTP with real tokens."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.e2e.stack import Stack

ROOT = Path(__file__).resolve().parents[2]
OURS = ("AWS_", "POWERTOOLS_", "SCHEDULE_", "SOURCE_SECRETS", "FETCHES_URL", "TABLE_NAME", "CLOCK_ARN",
        "MASTER_SECRET_ARN", "USER_POOL_ID")  # fmt: skip


class Runner:
    """Starts and stops a stack as a person does: `make up`, `make down`."""

    def __init__(self, folder):
        self.folder = folder
        clean = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        self.environment = {**clean, "RELEVO_LOCAL_DIR": str(folder)}

    def run(self, verb):
        """One verb of local.up; fails with what it said."""
        done = subprocess.run(
            [sys.executable, "-m", "local.up", verb],
            cwd=ROOT, env=self.environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300,
        )  # fmt: skip
        assert done.returncode == 0, f"{verb}: {done.stdout}\n{done.stderr}"
        return done.stdout

    def up(self):
        """Start, or start again with the data kept; how the running stack is reached."""
        self.run("up")
        return json.loads((self.folder / "stack.json").read_text())


@pytest.fixture(scope="session")
def runner(tmp_path_factory):
    """Where the stack of this level lives; RELEVO_STACK names the folder of one that is up, to save its start."""
    given = os.environ.get("RELEVO_STACK")
    runner = Runner(Path(given) if given else tmp_path_factory.mktemp("stack"))
    yield runner
    if not given:
        runner.run("down")


@pytest.fixture(scope="session")
def stack(runner):
    """The running stack, with its people signed in."""
    return Stack(runner.up())


@pytest.fixture
def until():
    """Waits until something is so: `until(lambda: …, seconds=5)` gives what was true."""

    def wait(true, seconds=20.0):
        patience = time.monotonic() + seconds
        while not (found := true()):
            assert time.monotonic() < patience, f"not so within {seconds} s"
            time.sleep(0.05)
        return found

    return wait
