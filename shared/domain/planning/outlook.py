"""The outlook: which routes will be active when, special ones by their schedule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from shared.domain.kernel.hours import Interval
from shared.domain.plan_records.activation import Calendar, spans, upcoming
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.route import Route


class Outlook:
    """A plan as its schedules will have switched it.

    A route without an activation stays as it is. A special route stays as it is, by schedule or by hand, until
    its next scheduled change; before now it is taken to have followed its schedule.

    Args:
        plan: as it is now.
        calendar: public holidays.
        now: UTC.

    Source: docs/rules.md, "Special routes".
    """

    def __init__(self, plan: Plan, calendar: Calendar, now: datetime) -> None:
        self._plan, self._calendar, self._now = plan, calendar, now

    def active(self, route: Route, since: datetime, until: datetime) -> tuple[Interval, ...]:
        """The stretches between `since` and `until` in which the route takes leads, in order."""
        if route.activation is None:
            return (Interval(since, until),) if route.status == "active" else ()
        found = (Interval(max(one.start, since), min(one.end, until)) for one in self._switched(route, since, until))
        return tuple(one for one in found if one.start < one.end)

    def at(self, at: datetime) -> Plan:
        """The plan with each special route switched as it will be at an instant that is not past."""
        changed = {
            route.route_id: route.model_copy(update={"status": self._status(route, at)})
            for route in self._plan.routes
            if route.activation is not None and at > self._now
        }
        return replace(self._plan, routes_by_id={**self._plan.routes_by_id, **changed}) if changed else self._plan

    def is_over(self, route: Route) -> bool:
        """Whether this special route is paused, and its schedule has nothing more to come."""
        if route.activation is None or route.status == "active":
            return False
        zone = self._plan.settings.zone
        return upcoming(route.activation, zone, self._calendar, self._now) == (None, None)

    def special(self, since: datetime, until: datetime) -> Sequence[Route]:
        """The special routes that are active at some time between two instants, from the top of the list."""
        return [r for r in self._plan.routes if r.activation is not None and self.active(r, since, until)]

    def _status(self, route: Route, at: datetime) -> str:
        just = timedelta(microseconds=1)
        return "active" if self.active(route, at, at + just) else "paused"

    def _switched(self, route: Route, since: datetime, until: datetime) -> Iterator[Interval]:
        """As scheduled, but for the time from now to the next scheduled change."""
        scheduled = list(self._scheduled(route, min(since, self._now), until))
        edges = [edge for span in scheduled for edge in span if edge > self._now]
        change = min(edges, default=until)
        for span in scheduled:
            yield Interval(span.start, min(span.end, self._now))
        if route.status == "active":
            yield Interval(self._now, change)
        for span in scheduled:
            yield Interval(max(span.start, change), span.end)

    def _scheduled(self, route: Route, since: datetime, until: datetime) -> Iterator[Interval]:
        """By the activation."""
        if route.activation is not None and since < until:
            yield from spans(route.activation, self._plan.settings.zone, self._calendar, since, until)
