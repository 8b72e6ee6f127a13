"""Activating special routes: what is due by their schedules, as a change of the plan."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from shared.domain.kernel.record import RouteId
from shared.domain.plan_records.activation import Calendar
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.route import Route
from shared.domain.planning.changes import Change, ChangeContext, audit, unchanged
from shared.domain.planning.special_routes import caught_up, due_at, retimed

PATIENCE = timedelta(seconds=60)  # a schedule is precise to the minute: the sweep lets it go first


def activate(plan: Plan, route_id: RouteId, calendar: Calendar, stamp: ChangeContext) -> Change:
    """Switch a special route as its schedule says, and set when it switches next.

    Early, late, repeated or for a route that is gone: what is not due changes nothing. What is known of its days only
    now, such as the holidays of another year, sets the next changes anew.

    Source: docs/rules.md, "Special routes" 1-2.
    """
    before, zone = plan.routes_by_id.get(route_id), plan.settings.zone
    if before is None:
        return unchanged(route_id)
    if due_at(before, stamp.at) is not None:
        after = caught_up(before, zone, calendar, stamp.at)
    else:
        after = next(iter(retimed([before], zone, calendar, stamp.at)), before)
    if after == before:
        return unchanged(route_id)
    return Change(route_id, put=(after,), audit=audit(_what(before, after), route_id, stamp, before, after))


def is_overdue(route: Route, zone: ZoneInfo, calendar: Calendar, now: datetime) -> bool:
    """Whether a special route's schedule must have been lost, or is not as one would set it now.

    Source: docs/rules.md, "Special routes" 2.
    """
    if due_at(route, now) is None:
        return bool(retimed([route], zone, calendar, now))
    return due_at(route, now - PATIENCE) is not None


def _what(before: Route, after: Route) -> str:
    """A change that somebody's later switch made void only moves the schedule on."""
    if after.switched_at == before.switched_at:
        return "route.scheduled"
    return "route.activated" if after.status == "active" else "route.paused"
