"""Import every function's handler as a cold start does: `python loaded.py < FUNCTIONS > STARTS`.

Each import runs in a process of its own, forked from one that has loaded boto3, which Lambda provides; from the shipped
code and with the stack's environment variables. Print per function the modules that it loaded beyond boto3, how often
Python looked for garbage meanwhile, and which of the services that botocore describes it looked at.

None may open a connection meanwhile: it would be dead in a process that Lambda restores from a snapshot, and what was
read by it would be as old as the snapshot.
"""

import gc
import importlib
import json
import os
import sys
from pathlib import Path
from types import ModuleType

import boto3  # noqa: F401 - count what functions load beyond it
import botocore

DESCRIPTIONS = Path(botocore.__file__).with_name("data")


def refuse_connections(event, _told):
    """Fail when something connects, or looks up a name to connect to."""
    if event in ("socket.connect", "socket.getaddrinfo"):
        raise RuntimeError("starting a function opens no connection")


def load(function):
    """Import the handler's module, in a forked process, and return what that took."""
    os.environ.clear()
    os.environ |= function["environment"]
    described = set()

    def note_services(event, told):
        """Note which services' folders are looked into."""
        if event == "os.listdir" and DESCRIPTIONS in Path(told[0] or ".").parents:
            described.add(Path(told[0]).relative_to(DESCRIPTIONS).parts[0])

    sys.addaudithook(refuse_connections)
    sys.addaudithook(note_services)
    sys.path.insert(0, function["code"])
    before = set(sys.modules)
    gc.collect()
    looks = collections()
    module, _, name = function["entry"].rpartition(".")
    getattr(importlib.import_module(module), name)
    return {
        "looks": collections() - looks,
        "services": sorted(described),
        "modules": sorted(name for name in set(sys.modules) - before if not is_a_mere_folder(sys.modules[name])),
    }


def collections():
    """Return how often this process has looked for garbage."""
    return sum(generation["collections"] for generation in gc.get_stats())


def is_a_mere_folder(module):
    """Return whether a package holds no code of its own: only its docstring, and the modules below it."""
    return hasattr(module, "__path__") and all(
        isinstance(value, ModuleType) for name, value in vars(module).items() if not name.startswith("__")
    )


def in_a_fork(function):
    """Run `load` in a forked process and return what it found."""
    reads, writes = os.pipe()
    child = os.fork()
    if not child:
        os.close(reads)
        with os.fdopen(writes, "w") as out:
            json.dump(load(function), out)
        os._exit(0)
    os.close(writes)
    with os.fdopen(reads) as told:
        text = told.read()
    _, status = os.waitpid(child, 0)
    if status:
        sys.exit(f"{function['entry']} could not be loaded")
    return json.loads(text)


if __name__ == "__main__":
    print(json.dumps({name: in_a_fork(function) for name, function in json.load(sys.stdin).items()}))  # noqa: T201
