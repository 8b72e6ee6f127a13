"""Do processes that Lambda restores from one snapshot go different ways?

A fork stands in for a restore: what it copies is what a snapshot holds. Python's own `os.fork` would tell libraries,
as Lambda does not, so the C library's is called.
"""

import json
import subprocess
import sys

import pytest

from tests.budgets.budget import ROOT

RESTORES = """
import ctypes, json, os, random, sys
from types import ModuleType

hooks = []
runtime = ModuleType("snapshot_restore_py")
runtime.register_after_restore = hooks.append
sys.modules["snapshot_restore_py"] = runtime

import uuid_utils

from shared import ids
from shared.store import backoff

ids.new("lead")
found = []
for _ in range(2):
    reads, writes = os.pipe()
    if not ctypes.CDLL(None).fork():
        for hook in hooks:
            hook()
        os.write(writes, json.dumps([uuid_utils.uuid4().hex, backoff.jitter(3), ids.new("lead")[-12:]]).encode())
        os._exit(0)
    os.close(writes)
    found.append(json.loads(os.fdopen(reads).read()))
    os.wait()
print(json.dumps(found))
"""


def restored_twice(start):
    """Return what two restored processes found of one snapshot: a random UUID, a wait, and the end of an id."""
    command, known = [sys.executable, "-c", RESTORES], {"AWS_LAMBDA_INITIALIZATION_TYPE": start}
    done = subprocess.run(command, cwd=ROOT, env=known, capture_output=True, text=True, check=True)
    return zip(*json.loads(done.stdout), strict=True)


def test_restored_processes_make_different_ids_and_wait_for_different_times():
    for one, other in restored_twice("snap-start"):
        assert one != other


@pytest.mark.parametrize("start", ["on-demand", "provisioned-concurrency"])
def test_without_snapshots_nothing_is_renewed(start):
    random_ids, waits, _ = restored_twice(start)
    assert random_ids[0] == random_ids[1]  # so a fork does show what a snapshot would
    assert waits[0] == waits[1]
