"""Decide when the schedule of a special route switches it, and which of schedule and switch by hand prevails.

Which instants a schedule has is computed in `plan_records/activation.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from shared.domain.plan_records.activation import Calendar, is_on, next_switches
from shared.domain.plan_records.route import SCHEDULE, Route

Status = Literal["active", "paused"]


def with_next_switches(route: Route, zone: ZoneInfo, calendar: Calendar, now: datetime) -> Route:
    """Set the route's next switches after `now`; a route without an activation has none.

    Source: docs/rules.md, "Special routes" 1.
    """
    on, off = next_switches(route.activation, zone, calendar, now) if route.activation else (None, None)
    return route.model_copy(update={"next_on": on, "next_off": off})


def apply_due_switches(route: Route, now: datetime) -> Route:
    """Apply the switches that are due, each only if it is later than the last switch, such as one by hand.

    `next_on` and `next_off` stay as they are: `with_next_switches` sets the following ones.

    Source: docs/rules.md, "Special routes" 2.
    """
    changes: list[tuple[datetime | None, Status]] = [(route.next_on, "active"), (route.next_off, "paused")]
    for at, status in sorted((at, status) for at, status in changes if at is not None and at <= now):
        if route.switched_at is None or at > route.switched_at:
            route = _switched_by_schedule(route, status, at)
    return route


def catch_up(route: Route, zone: ZoneInfo, calendar: Calendar, now: datetime) -> Route:
    """Apply every switch up to `now`, however many were missed, and set the next ones.

    Source: docs/rules.md, "Special routes" 2.
    """
    while due := first_due(route, now):
        route = with_next_switches(apply_due_switches(route, due), zone, calendar, due)
    return route


def first_due(route: Route, now: datetime) -> datetime | None:
    """Return the first instant up to `now` at which the route should have switched; None if there is none."""
    return min((at for at in (route.next_on, route.next_off) if at is not None and at <= now), default=None)


def follow_schedule(
    before: Route | None, after: Route, asked: Status | None, zone: ZoneInfo, calendar: Calendar, now: datetime
) -> Route:
    """Switch a new or changed route as its schedule says.

    A new activation decides the status, unless the request asks for a status other than the route had (for a new
    route: other than active): that is a switch by hand and prevails. An unchanged activation changes nothing.

    Args:
        before: the route until now; None if it is new.
        after: as requested, with `asked` applied already.
        asked: the requested status; None if none was sent.
        zone: the team's.
        calendar: the public holidays.
        now: UTC, from the shell's clock.

    Source: docs/rules.md, "Special routes" 1-2.
    """
    if before is not None and before.activation == after.activation:
        return after
    by_hand = asked is not None and asked != (before.status if before else "active")
    if after.activation is not None and not by_hand:
        on = is_on(after.activation, zone, calendar, now)
        after = _switched_by_schedule(after, "active" if on else "paused", now)
    return with_next_switches(after, zone, calendar, now)


def retimed(routes: Iterable[Route], zone: ZoneInfo, calendar: Calendar, now: datetime) -> tuple[Route, ...]:
    """Return the special routes that change with a new time zone, in their new state.

    A route switched last by its schedule follows it in the new zone; one switched by a person keeps its status until
    the next switch.

    Source: docs/rules.md, "Offers and deadlines" 5.
    """
    return tuple(new for old in routes if old.activation and (new := _in_time_zone(old, zone, calendar, now)) != old)


def _in_time_zone(route: Route, zone: ZoneInfo, calendar: Calendar, now: datetime) -> Route:
    route = apply_due_switches(route, now)
    if route.activation is not None and route.switched_by == SCHEDULE:
        status: Status = "active" if is_on(route.activation, zone, calendar, now) else "paused"
        if status != route.status:
            route = _switched_by_schedule(route, status, now)
    return with_next_switches(route, zone, calendar, now)


def _switched_by_schedule(route: Route, status: Status, at: datetime) -> Route:
    return route.model_copy(update={"status": status, "switched_at": at, "switched_by": SCHEDULE})
