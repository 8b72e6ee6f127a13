"""Build the expire function: it acts when a clock of an offer, of a response or of held leads fires."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from functions.expire.clock_fired import ClockFired
from shared.doors import Doors


def build(doors: Doors) -> Callable[[dict[str, Any], object], dict[str, Any]]:
    """Return the handler, built from its doors."""
    return ClockFired(doors.table, doors.plans, doors.now).fire
