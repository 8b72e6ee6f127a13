"""Build the route function: it offers, assigns or pools the unrouted leads of the table's stream."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from functions.route.batch import Router
from functions.route.lead_clocks import LeadClocks
from functions.route.stream import Stream
from shared.clocks import Clocks
from shared.doors import Doors


@dataclass(frozen=True, kw_only=True)
class RouteDoors(Doors):
    """Hold the doors of the route function: those of every function, and the clocks."""

    clocks: Clocks


def build(doors: RouteDoors) -> Callable[[dict[str, Any], object], dict[str, int]]:
    """Return the handler, built from its doors."""
    router = Router(doors.table, doors.plans, doors.now, doors.new_id, doors.chance)
    return Stream(router, LeadClocks(doors.clocks, doors.table.wait_before_retry)).handle
