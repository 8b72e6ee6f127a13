"""New ids: opaque, and sorting by the time they were made."""

from __future__ import annotations

from typing import Literal

import uuid_utils


def new(kind: Literal["agent", "lead", "offer", "route", "source", "audit"]) -> str:
    """An id such as `lead_019a…`: the kind, then a UUIDv7 as 32 hexadecimal digits."""
    return f"{kind}_{uuid_utils.uuid7().hex}"
