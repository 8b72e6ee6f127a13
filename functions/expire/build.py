"""End what a clock was started for: an offer, a response that is half due or missed, or the holding of leads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from functions.expire.clock_fired import ClockFired
from shared.doors import Doors


def build(doors: Doors) -> Callable[[dict[str, Any], object], dict[str, Any]]:
    """Make the function from its doors."""
    return ClockFired(doors.table, doors.plans, doors.now).fire
