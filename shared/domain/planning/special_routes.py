"""Special routes: when their schedule switches them, and what it does where somebody switches them by hand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from shared.domain.plan_records.activation import Calendar, is_on, upcoming
from shared.domain.plan_records.route import SCHEDULE, Route

Status = Literal["active", "paused"]


def timed(route: Route, zone: ZoneInfo, calendar: Calendar, now: datetime) -> Route:
    """The route with the next instants, after `now`, at which it switches; none without an activation.

    Source: docs/rules.md, "Special routes" 1.
    """
    on, off = upcoming(route.activation, zone, calendar, now) if route.activation else (None, None)
    return route.model_copy(update={"next_on": on, "next_off": off})


def switch(route: Route, now: datetime) -> Route:
    """The route after the changes that are due, each only if its instant is later than the last switch.

    The instants stay as they are: `timed` sets the following ones.

    Source: docs/rules.md, "Special routes" 2.
    """
    changes: list[tuple[datetime | None, Status]] = [(route.next_on, "active"), (route.next_off, "paused")]
    for at, status in sorted((at, status) for at, status in changes if at is not None and at <= now):
        if route.switched_at is None or at > route.switched_at:
            route = _by_schedule(route, status, at)
    return route


def caught_up(route: Route, zone: ZoneInfo, calendar: Calendar, now: datetime) -> Route:
    """The route after every change up to `now`, however many were missed, and timed for the next one.

    Source: docs/rules.md, "Special routes" 2.
    """
    while due := due_at(route, now):
        route = timed(switch(route, due), zone, calendar, due)
    return route


def due_at(route: Route, now: datetime) -> datetime | None:
    """The first instant up to `now` at which it should have switched; None if there is none."""
    return min((at for at in (route.next_on, route.next_off) if at is not None and at <= now), default=None)


def settled(
    before: Route | None, after: Route, asked: Status | None, zone: ZoneInfo, calendar: Calendar, now: datetime
) -> Route:
    """A route that was made or changed, as its schedule has it.

    With a new activation it is what the schedule says now, unless the one who sent it asked for another status than
    it had (a new route: active): that is a switch by hand. An activation that was not touched changes nothing.

    Args:
        before: the route until now; None if it is new.
        after: as it was asked for, switched by hand already where `asked` says so.
        asked: the status that was sent, None if none was.
        zone: the team's.
        calendar: the public holidays.
        now: UTC.

    Source: docs/rules.md, "Special routes" 1-2.
    """
    if before is not None and before.activation == after.activation:
        return after
    by_hand = asked is not None and asked != (before.status if before else "active")
    if after.activation is not None and not by_hand:
        on = is_on(after.activation, zone, calendar, now)
        after = _by_schedule(after, "active" if on else "paused", now)
    return timed(after, zone, calendar, now)


def retimed(routes: Iterable[Route], zone: ZoneInfo, calendar: Calendar, now: datetime) -> tuple[Route, ...]:
    """Those special routes that another time zone changes, as they are in it.

    What the schedule switched last follows it to the new zone; what a person switched stays so until the next change.

    Source: docs/rules.md, "Offers and deadlines" 5.
    """
    return tuple(new for old in routes if old.activation and (new := _retimed(old, zone, calendar, now)) != old)


def _retimed(route: Route, zone: ZoneInfo, calendar: Calendar, now: datetime) -> Route:
    route = switch(route, now)
    if route.activation is not None and route.switched_by == SCHEDULE:
        status: Status = "active" if is_on(route.activation, zone, calendar, now) else "paused"
        if status != route.status:
            route = _by_schedule(route, status, now)
    return timed(route, zone, calendar, now)


def _by_schedule(route: Route, status: Status, at: datetime) -> Route:
    return route.model_copy(update={"status": status, "switched_at": at, "switched_by": SCHEDULE})
