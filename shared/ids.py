"""Generate new ids and random numbers, which the domain gets as arguments."""

from __future__ import annotations

import secrets
from random import SystemRandom
from typing import Literal

import uuid_utils

from shared.snap_start import on_restore

Kind = Literal[
    "absence", "agent", "audit", "bulk", "comment", "erasure", "form", "import", "lead", "message", "note", "offer",
    "photo", "response", "route", "secret", "shift", "source", "target", "task",
    "template",
]  # fmt: skip
_random = SystemRandom()
on_restore(uuid_utils.reseed_rng)


def new(kind: Kind) -> str:
    """Return a new id such as `lead_019a…`: the kind and a UUIDv7 in 32 hexadecimal digits. Ids sort by creation."""
    return f"{kind}_{uuid_utils.uuid7().hex}"


def secret_text() -> str:
    """Return 256 unpredictable bits as text, for what proves something by being known."""
    return secrets.token_urlsafe(32)


def chance() -> float:
    """Return an unpredictable number from 0 (included) to 1 (excluded)."""
    return _random.random()
