"""Run a whole stack on the embedded AWS for what is measured from outside."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from local.api import Caller

GIVEN = "RELEVO_STACK"
ROOT = Path(__file__).resolve().parents[1]


@contextmanager
def running_stack() -> Iterator[dict[str, Any]]:
    """Yield the addresses and people of a stack, that of the folder `RELEVO_STACK` or a new one."""
    if os.environ.get(GIVEN):
        yield told()
        return
    with tempfile.TemporaryDirectory() as folder:
        try:
            _run(folder, "up")
            yield told(folder)
        finally:
            _run(folder, "down")


def caller_of(told: dict[str, Any], user: dict[str, str]) -> Caller:
    """Return a caller of the stack's API for one of its people."""
    return Caller(told["api"], told["aws_endpoint"], told["user_pool_client_id"], user["email"], user["password"])


def told(folder: str = "") -> dict[str, Any]:
    """Return the addresses and people of the stack of a folder, `RELEVO_STACK` unless it is named, and the folder."""
    folder = folder or os.environ[GIVEN]
    found: dict[str, Any] = json.loads((Path(folder) / "stack.json").read_text())
    return found | {"folder": folder}


def _run(folder: str, verb: str) -> None:
    subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "local.up", verb],
        cwd=ROOT, env={**os.environ, "RELEVO_LOCAL_DIR": folder}, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, check=True,
    )  # fmt: skip
