"""The stacks of a session: started by whoever needs one first, shared by all workers, stopped when all are done."""

import fcntl
import json
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OURS = ("AWS_", "POWERTOOLS_", "SCHEDULE_", "SOURCE_SECRETS", "FETCHES_URL", "IMPORTS_", "OUTGOING_URL", "TABLE_NAME",
        "MAIL_FROM", "PUBLIC_URL",
        "CLOCK_ARN", "MASTER_SECRET_ARN", "USER_POOL_ID")  # fmt: skip
OWN = {
    "test_contract.py": "contract", "test_figures.py": "contract", "test_outbound.py": "contract",
    "test_recovery.py": "alone", "test_least_privilege.py": "alone", "test_held_leads.py": "alone",
    "test_token_expiry.py": "alone", "test_counter.py": "alone",
}  # fmt: skip
"""The stacks of modules that change more than their own, restart the stack, or count on nobody else being there."""
VERB_SECONDS = 1800  # for a machine that does much else


class Runner:
    """Starts and stops a stack as a person does: `make up`, `make down`."""

    def __init__(self, folder):
        self.folder = folder
        clean = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        self.environment = {**clean, "RELEVO_LOCAL_DIR": str(folder)}

    def run(self, verb):
        """One verb of local.up; fails with what it said."""
        done = subprocess.run(
            [sys.executable, "-m", "local.up", verb], cwd=ROOT, env=self.environment,
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=VERB_SECONDS,
        )  # fmt: skip
        assert done.returncode == 0, f"{verb}: {done.stdout}\n{done.stderr}"
        return done.stdout

    def up(self):
        """Start, or start again with the data kept; how the running stack is reached."""
        self.run("up")
        return self.told()

    def told(self):
        """How the running stack is reached."""
        return json.loads((self.folder / "stack.json").read_text())

    def runs(self):
        """Whether the stack is up: the file is there exactly while it answers."""
        return (self.folder / "stack.json").exists()


class Stacks:
    """Stacks by name, below a folder that all workers of the session know."""

    def __init__(self, folder):
        self.folder = folder

    def runner(self, name):
        """Where the stack of this name lives. RELEVO_STACK names the folder of one that is up, as the shared one."""
        given = os.environ.get("RELEVO_STACK")
        return Runner(Path(given) if given and name == "shared" else self.folder / name)

    def told(self, name):
        """How to reach the stack of this name; whoever asks first starts it, the others wait."""
        runner = self.runner(name)
        with self._turn(name):
            return runner.told() if runner.runs() else runner.up()

    def stop(self):
        """Stop all that were started here, side by side, and forget them."""
        # There may be no folder any more: somebody tidied up, and nothing was started.
        started = [folder for folder in self.folder.glob("*") if (folder / "lock").exists()]
        with ThreadPoolExecutor() as pool:
            list(pool.map(lambda folder: Runner(folder).run("down"), started))
        shutil.rmtree(self.folder, ignore_errors=True)

    @contextmanager
    def _turn(self, name):
        with (self.folder / f"{name}.turn").open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


STACKS = pytest.StashKey[Stacks]()
"""Where the configuration of a session keeps them."""


def begin():
    """Stacks of a session that begins."""
    return Stacks(Path(tempfile.mkdtemp(prefix="relevo-stacks-")))


def scope(nodeid):
    """What one worker does in a row, by a test's id: all of a stack of its own; else of this level one test, of any
    other its file. Against DynamoDB Local all, so that one worker starts it."""
    path, _, test = nodeid.partition("::")
    if "e2e/" not in path:
        return path
    name = path.rpartition("/")[2]
    if "[dynamodb_local" in test:
        return "dynamodb_local"
    return OWN.get(name) or (name if name == "test_matrix.py" else nodeid)
