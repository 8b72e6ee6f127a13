"""Activating special routes: what is due by their schedules, as a change of the plan."""

from __future__ import annotations

from datetime import datetime, timedelta

from shared.domain.activation import Calendar
from shared.domain.plan import Plan
from shared.domain.record import RouteId
from shared.domain.revise import Change, Stamp, audit, unchanged
from shared.domain.route import Route
from shared.domain.special import caught_up, due_at

PATIENCE = timedelta(seconds=60)  # a schedule is precise to the minute: the sweep lets it go first


def activate(plan: Plan, route_id: RouteId, calendar: Calendar, stamp: Stamp) -> Change:
    """Switch a special route as its schedule says, and set when it switches next.

    Early, late, repeated or for a route that is gone: what is not due changes nothing.

    Source: docs/rules.md, "Special routes" 1-2.
    """
    before = plan.routes_by_id.get(route_id)
    if before is None or due_at(before, stamp.at) is None:
        return unchanged(route_id)
    after = caught_up(before, plan.settings.zone, calendar, stamp.at)
    return Change(route_id, put=(after,), audit=audit(_what(before, after), route_id, stamp, before, after))


def overdue(plan: Plan, now: datetime) -> tuple[Route, ...]:
    """The special routes whose schedules must have been lost.

    Source: docs/rules.md, "Special routes" 2.
    """
    return tuple(route for route in plan.routes if due_at(route, now - PATIENCE) is not None)


def _what(before: Route, after: Route) -> str:
    """A change that somebody's later switch made void only moves the schedule on."""
    if after.switched_at == before.switched_at:
        return "route.scheduled"
    return "route.activated" if after.status == "active" else "route.paused"
