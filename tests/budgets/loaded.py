"""Import every function's handler as a cold start does: `python loaded.py < FUNCTIONS > STARTS`.

Each import runs in a process of its own, forked from one that has loaded boto3, which Lambda provides; from the shipped
code and with the stack's environment variables. Print per function the modules that it loaded beyond boto3, how often
Python looked for garbage meanwhile, which of the services that botocore describes it looked at, and the modules that
each of its rooms adds (`Api.room`), if it is opened first.

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
    handler = getattr(importlib.import_module(module), name)
    return {
        "looks": collections() - looks,
        "services": sorted(described),
        "modules": modules_since(before),
        "rooms": {room.starts[0]: in_a_fork(open_room, room) for room in rooms_of(handler)},
    }


def rooms_of(handler):
    """Return the rooms that a function opens when they are asked for: those of its `Api`, if it has one."""
    return getattr(getattr(handler, "__self__", None), "_rooms", ())


def open_room(room):
    """Open a room and return the modules that this added."""
    before = set(sys.modules)
    room.declare()
    return modules_since(before)


def modules_since(before):
    """Return the modules with code that were loaded since."""
    return sorted(name for name in set(sys.modules) - before if not is_a_mere_folder(sys.modules[name]))


def collections():
    """Return how often this process has looked for garbage."""
    return sum(generation["collections"] for generation in gc.get_stats())


def is_a_mere_folder(module):
    """Return whether a package holds no code of its own: only its docstring, and the modules below it."""
    return hasattr(module, "__path__") and all(
        isinstance(value, ModuleType) for name, value in vars(module).items() if not name.startswith("__")
    )


def in_a_fork(measure, subject):
    """Run `measure` on `subject` in a forked process and return what it found."""
    reads, writes = os.pipe()
    child = os.fork()
    if not child:
        os.close(reads)
        with os.fdopen(writes, "w") as out:
            json.dump(measure(subject), out)
        os._exit(0)
    os.close(writes)
    with os.fdopen(reads) as told:
        text = told.read()
    _, status = os.waitpid(child, 0)
    if status:
        sys.exit(f"{measure.__name__} failed: see above")
    return json.loads(text)


if __name__ == "__main__":
    print(json.dumps({name: in_a_fork(load, function) for name, function in json.load(sys.stdin).items()}))  # noqa: T201
