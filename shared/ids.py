"""What only the outside can give: new ids, and chance."""

from __future__ import annotations

from random import SystemRandom
from typing import Literal

import uuid_utils

Kind = Literal[
    "agent", "audit", "comment", "import", "lead", "message", "note", "offer", "response", "route", "secret", "source",
    "target",
]  # fmt: skip
_random = SystemRandom()


def new(kind: Kind) -> str:
    """An id such as `lead_019a…`: the kind, then a UUIDv7 as 32 hexadecimal digits. Ids sort by when they were made."""
    return f"{kind}_{uuid_utils.uuid7().hex}"


def chance() -> float:
    """A number from 0 to below 1 that nobody can foresee."""
    return _random.random()
