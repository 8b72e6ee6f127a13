"""Build the route function: it offers, assigns or pools the leads of the table's stream, and those that waited."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from functions.route.batch import Router
from functions.route.dispatching import Dispatcher
from functions.route.following import PlanFollower
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
    dispatcher = Dispatcher(doors.table, doors.plans, doors.now, doors.new_id, doors.chance)
    follower = PlanFollower(doors.table, doors.plans, dispatcher, doors.now, doors.new_id)
    router = Router(doors.table, dispatcher, follower, doors.now)
    return Stream(router, LeadClocks(doors.clocks, doors.table.wait_before_retry)).handle
