"""Manage the stacks of a session: the first test that needs one starts it, all workers share it, the end stops it."""

import fcntl
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from local.released.archive import kept

ROOT = Path(__file__).resolve().parents[2]
OURS = ("AWS_", "POWERTOOLS_", "SCHEDULE_", "SOURCE_SECRETS", "FETCHES_URL", "IMPORTS_", "WAITING_", "LEDGER_",
        "BLOCKED_", "OUTGOING_URL", "MAILS_URL", "PUSHES_URL", "TABLE_NAME", "MAIL_FROM", "SECURITY_ADDRESS",
        "PUBLIC_URL",
        "CLOCK_ARN", "MASTER_SECRET_ARN", "CONTACT_SECRET_ARN", "USER_POOL_ID")  # fmt: skip
OWN = {
    "test_contract.py": "contract", "test_figures.py": "figures", "test_outbound.py": "figures",
    "test_recovery.py": "alone", "test_least_privilege.py": "alone", "test_held_leads.py": "night",
    "test_token_expiry.py": "alone", "test_counter.py": "alone", "test_erasing.py": "alone",
    "test_sign_in.py": "alone", "test_kills.py": "alone", "test_live.py": "alone", "test_tenant_life.py": "tenants",
    "test_upgrade.py": "upgraded",
}  # fmt: skip
"""List modules that change more than their own records, restart the stack, or must be alone on it."""
SHARDED = {"RELEVO_SHARDS": "4", "RELEVO_WORKERS": "8"}  # the stream has shards, as on AWS
SETTINGS = {
    "alone": SHARDED, "night": SHARDED,
    "upgraded": {"RELEVO_RELEASE": str(kept())},  # it begins as the release before
}  # fmt: skip
"""Set how a stack runs."""
FIRST = ("alone", "tenants", "upgraded", "night", "test_special_routes.py", "contract", "figures", "owasp")
"""List the scopes that take longest, mostly waiting: the run ends soonest if all of them begin at once."""
VERB_SECONDS = 1800  # for a busy machine


class Runner:
    """Start and stop a stack as a person does: `make up`, `make down`."""

    def __init__(self, folder):
        self.folder = folder
        clean = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        self.environment = {**clean, "RELEVO_LOCAL_DIR": str(folder), "TENANT": "demo", **SETTINGS.get(folder.name, {})}

    def run(self, verb):
        """Run one command of local.up; fail with its output."""
        done = subprocess.run(
            [sys.executable, "-m", "local.up", verb], cwd=ROOT, env=self.environment,
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=VERB_SECONDS,
        )  # fmt: skip
        assert done.returncode == 0, f"{verb}: {done.stdout}\n{done.stderr}"
        return done.stdout

    def up(self):
        """Start, or start again with the data kept; return the stack's addresses."""
        self.run("up")
        return self.told()

    def told(self):
        """Return the running stack's addresses."""
        return json.loads((self.folder / "stack.json").read_text())

    def runs(self):
        """Return whether the stack is up: the file exists exactly while it answers."""
        return (self.folder / "stack.json").exists()


class Stacks:
    """Keep stacks by name, below a folder that all workers of the session know."""

    def __init__(self, folder):
        self.folder = folder

    def runner(self, name):
        """Return the runner of the stack of this name.

        RELEVO_STACK names the folder of a running one, used as the shared stack.
        """
        given = os.environ.get("RELEVO_STACK")
        return Runner(Path(given) if given and name == "shared" else self.folder / name)

    def told(self, name):
        """Return the addresses of the stack of this name; the first request starts it, the others wait."""
        runner = self.runner(name)
        with self._turn(name):
            return runner.told() if runner.runs() else runner.up()

    def stop(self):
        """Stop all stacks that were started here, in parallel, and forget them."""
        # The folder may be gone: it was deleted, and nothing was started.
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
"""Name the key in a session's configuration that holds them."""


def begin():
    """Create the stacks of a new session."""
    return Stacks(Path(tempfile.mkdtemp(prefix="relevo-stacks-")))


def scope(nodeid):
    """Return the scope of a test, by its id: one worker runs all tests of a scope in a row.

    All tests on a stack of its own are one scope; otherwise each test of this level, and each file of others. All
    tests against DynamoDB Local are one, so that one worker starts it; and those of `owasp`, which have one victim.
    Two files are one each, because their tests share what they wait for.
    """
    path, _, test = nodeid.partition("::")
    if "e2e/" not in path:
        return path
    name = path.rpartition("/")[2]
    if "[dynamodb_local" in test or name == "test_faults.py":
        return "dynamodb_local"
    if "e2e/owasp/" in path:
        return "owasp"
    return OWN.get(name) or (name if name in ("test_matrix.py", "test_special_routes.py") else nodeid)


def longest_first(items):
    """Sort tests by how soon their scopes should begin: those of `FIRST`, then those with most tests, slow ones first.

    xdist would go by the number of tests alone, and begin last what waits for minutes.
    """
    scopes = {item.nodeid: scope(item.nodeid) for item in items}
    sizes, places = Counter(scopes.values()), {name: place for place, name in enumerate(FIRST)}

    def place(item):
        its = scopes[item.nodeid]
        return places.get(its, len(FIRST)), -sizes[its], not item.get_closest_marker("slow")

    items.sort(key=place)
