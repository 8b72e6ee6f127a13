"""Schedules of special routes, updated after a change of the plan."""

from __future__ import annotations

from shared.domain.kernel.record import RouteId
from shared.domain.plan_records.plan import Plan
from shared.schedules import Schedules


class SpecialRouteSchedules:
    """Sets and deletes schedules after the commit. Failures are ignored: the sweep repairs missing schedules."""

    def __init__(self, schedules: Schedules) -> None:
        self._schedules = schedules

    def follow(self, plan: Plan, route_id: RouteId, *, was_special: bool) -> None:
        """Update the schedules of a route that was created, changed or deleted."""
        route = plan.routes_by_id.get(route_id)
        if route is not None and route.activation is not None:
            self._schedules.set(route, plan.settings.zone)
        elif was_special:
            self._schedules.delete(route_id)

    def reschedule(self, plan: Plan) -> None:
        """Set the schedules of all special routes after a change of the team's time zone."""
        for route in plan.routes:
            if route.activation is not None:
                self._schedules.set(route, plan.settings.zone)


def is_special(plan: Plan, route_id: RouteId) -> bool:
    """Return whether the plan has this route and it is a special route."""
    route = plan.routes_by_id.get(route_id)
    return route is not None and route.activation is not None
