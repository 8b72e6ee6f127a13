"""Predict which routes will be active when, with special routes switched by their schedules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from shared.domain.kernel.hours import Interval
from shared.domain.plan_records.activation import Calendar, active_intervals, next_switches
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.route import Route


class Outlook:
    """A plan at other times than now, with its special routes switched.

    An ordinary route keeps its status. A special route keeps its present status until its next scheduled switch;
    before now it is assumed to have followed its schedule.

    Args:
        plan: as it is now.
        calendar: public holidays.
        now: UTC.

    Source: docs/rules.md, "Special routes".
    """

    def __init__(self, plan: Plan, calendar: Calendar, now: datetime) -> None:
        self._plan, self._calendar, self._now = plan, calendar, now

    def active_intervals(self, route: Route, since: datetime, until: datetime) -> tuple[Interval, ...]:
        """Return the intervals between `since` and `until` in which the route is active, in order."""
        if route.activation is None:
            return (Interval(since, until),) if route.status == "active" else ()
        found = (Interval(max(one.start, since), min(one.end, until)) for one in self._predicted(route, since, until))
        return tuple(one for one in found if one.start < one.end)

    def plan_at(self, at: datetime) -> Plan:
        """Return the plan with each special route switched as it will be at `at`, which must not be in the past."""
        changed = {
            route.route_id: route.model_copy(update={"status": self._status(route, at)})
            for route in self._plan.routes
            if route.activation is not None and at > self._now
        }
        return replace(self._plan, routes_by_id={**self._plan.routes_by_id, **changed}) if changed else self._plan

    def is_over(self, route: Route) -> bool:
        """Return whether this special route is paused and its schedule has no more switches."""
        if route.activation is None or route.status == "active":
            return False
        zone = self._plan.settings.zone
        return next_switches(route.activation, zone, self._calendar, self._now) == (None, None)

    def special_routes(self, since: datetime, until: datetime) -> Sequence[Route]:
        """Return the special routes that are active at some time between two instants, from the top of the list."""
        return [r for r in self._plan.routes if r.activation is not None and self.active_intervals(r, since, until)]

    def _status(self, route: Route, at: datetime) -> str:
        instant = timedelta(microseconds=1)
        return "active" if self.active_intervals(route, at, at + instant) else "paused"

    def _predicted(self, route: Route, since: datetime, until: datetime) -> Iterator[Interval]:
        """Yield intervals as scheduled, but with the present status from now to the next scheduled switch."""
        scheduled = list(self._scheduled(route, min(since, self._now), until))
        edges = [edge for interval in scheduled for edge in interval if edge > self._now]
        next_switch = min(edges, default=until)
        for interval in scheduled:
            yield Interval(interval.start, min(interval.end, self._now))
        if route.status == "active":
            yield Interval(self._now, next_switch)
        for interval in scheduled:
            yield Interval(max(interval.start, next_switch), interval.end)

    def _scheduled(self, route: Route, since: datetime, until: datetime) -> Iterator[Interval]:
        if route.activation is not None and since < until:
            yield from active_intervals(route.activation, self._plan.settings.zone, self._calendar, since, until)
