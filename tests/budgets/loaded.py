"""Import every function's handler as a cold start does: `python loaded.py < FUNCTIONS > MODULES`.

Each in a process of its own, forked from one that has loaded boto3, which Lambda brings; from the code as it is shipped
and in an environment as the stack gives it. Told per function: the modules that it loaded beyond those.
"""

import importlib
import json
import os
import sys

import boto3  # noqa: F401 - what is measured is what functions load beyond it


def load(function):
    """In a forked process: the names of what the handler's module brings with it."""
    os.environ.clear()
    os.environ |= function["environment"]
    sys.path.insert(0, function["code"])
    before = set(sys.modules)
    module, _, name = function["entry"].rpartition(".")
    getattr(importlib.import_module(module), name)
    return sorted(set(sys.modules) - before)


def in_a_fork(function):
    """What `load` returns there."""
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
