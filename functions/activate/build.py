"""Switch special routes on and off as their schedules fire, and set the next schedules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from functions.activate.schedule_fired import ScheduleFired
from shared.doors import Doors
from shared.schedules import Schedules


@dataclass(frozen=True, kw_only=True)
class ActivateDoors(Doors):
    """Hold what activating reaches, beside what every function does."""

    schedules: Schedules


def build(doors: ActivateDoors) -> Callable[[dict[str, Any], object], dict[str, Any]]:
    """Make the function from its doors."""
    return ScheduleFired(doors.table, doors.plans, doors.schedules, doors.now, doors.new_id).fire
