"""Switch special routes when their schedules are due, as a change of the plan."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from shared.domain.kernel.record import RouteId
from shared.domain.plan_records.activation import Calendar
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.route import Route
from shared.domain.planning.changes import Change, ChangeContext, audit, no_change
from shared.domain.planning.special_routes import catch_up, first_due, retimed

OVERDUE_AFTER = timedelta(seconds=60)  # schedules fire within a minute: the sweep lets them go first


def activate(plan: Plan, route_id: RouteId, calendar: Calendar, context: ChangeContext) -> Change:
    """Switch a special route if its schedule is due, and set when it switches next.

    A call that is early, repeated, or for a deleted route changes nothing; a late one catches up. The next switches
    are computed again, since days such as the holidays of another year may have become known.

    Source: docs/rules.md, "Special routes" 1-2.
    """
    before, zone = plan.routes_by_id.get(route_id), plan.settings.zone
    if before is None:
        return no_change(route_id)
    if first_due(before, context.at) is not None:
        after = catch_up(before, zone, calendar, context.at)
    else:
        after = next(iter(retimed([before], zone, calendar, context.at)), before)
    if after == before:
        return no_change(route_id)
    return Change(route_id, put=(after,), audit=audit(_audit_name(before, after), route_id, context, before, after))


def is_overdue(route: Route, zone: ZoneInfo, calendar: Calendar, now: datetime) -> bool:
    """Return whether a special route missed a switch, or its next switches differ from what its schedule says now.

    Source: docs/rules.md, "Special routes" 2.
    """
    if first_due(route, now) is None:
        return bool(retimed([route], zone, calendar, now))
    return first_due(route, now - OVERDUE_AFTER) is not None


def _audit_name(before: Route, after: Route) -> str:
    """Name the change. If a later switch by hand prevails, the route was only scheduled again."""
    if after.switched_at == before.switched_at:
        return "route.scheduled"
    return "route.activated" if after.status == "active" else "route.paused"
