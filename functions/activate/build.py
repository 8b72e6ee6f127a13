"""Build the activate function: it switches a special route on or off when its schedule fires."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from functions.activate.schedule_fired import ScheduleFired
from shared.doors import Doors
from shared.schedules import Schedules


@dataclass(frozen=True, kw_only=True)
class ActivateDoors(Doors):
    """Hold the doors of the activate function: those of every function, and the schedules."""

    schedules: Schedules


def build(doors: ActivateDoors) -> Callable[[dict[str, Any], object], dict[str, Any]]:
    """Return the handler, built from its doors."""
    return ScheduleFired(doors.table, doors.plans, doors.schedules, doors.now, doors.new_id).fire
