"""What is to be done about special routes once the plan has changed: their schedules follow."""

from __future__ import annotations

from shared.domain.kernel.record import RouteId
from shared.domain.plan_records.plan import Plan
from shared.schedules import Schedules


class SpecialRouteSchedules:
    """Sets and drops schedules after the commit. It never fails: the sweep does the work of what was not set."""

    def __init__(self, schedules: Schedules) -> None:
        self._schedules = schedules

    def follow(self, plan: Plan, route_id: RouteId, *, was_special: bool) -> None:
        """A route was made, changed or deleted: its schedules are as the plan now has it."""
        route = plan.routes_by_id.get(route_id)
        if route is not None and route.activation is not None:
            self._schedules.set(route, plan.settings.zone)
        elif was_special:
            self._schedules.delete(route_id)

    def reschedule(self, plan: Plan) -> None:
        """The team's time zone was changed: every special route's schedules are set by the new one."""
        for route in plan.routes:
            if route.activation is not None:
                self._schedules.set(route, plan.settings.zone)


def is_special(plan: Plan, route_id: RouteId) -> bool:
    """Whether the plan has this route, and it has an activation."""
    route = plan.routes_by_id.get(route_id)
    return route is not None and route.activation is not None
