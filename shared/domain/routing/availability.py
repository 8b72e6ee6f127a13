"""Decide whether a member is offered leads now, and list every obstacle.

Whether an agent is eligible for a certain lead is decided in `eligible`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.workload import Workload
from shared.domain.routing import eligible

Obstacle = Literal[
    "not_active", "on_no_active_route", "paused_team", "paused_own", "missed", "hours", "shift",
    "limit_day", "limit_week", "limit_month", "limit_open",
]  # fmt: skip
_SIDES: tuple[Obstacle, ...] = ("paused_team", "paused_own")
_LIMITS: dict[eligible.Period, Obstacle] = {
    "day": "limit_day", "week": "limit_week", "month": "limit_month", "open": "limit_open"
}  # fmt: skip
ANYWHERE = ""  # not the id of any route, so only pauses on all routes cover it


def find_obstacles(me: Member, workload: Workload, plan: Plan, now: datetime) -> tuple[Obstacle, ...]:
    """Return every reason why `me` is offered no leads now; empty if there is none.

    Whether a lead arrives, and which routes are open now, is not considered.

    Source: docs/rules.md, "Eligible agents" 1-3.
    """
    return tuple(_found(me, workload, plan, now))


def _found(me: Member, workload: Workload, plan: Plan, now: datetime) -> Iterator[Obstacle]:
    if me.status != "active" or not workload.active:
        yield "not_active"
    routes = [one.route_id for one in plan.routes_by_agent.get(me.agent_id, ()) if one.status == "active"]
    if not routes:
        yield "on_no_active_route"
    paused = [_paused(me, route_id, now) for route_id in routes or [ANYWHERE]]
    if all(paused):
        sides = frozenset[Obstacle]().union(*paused)
        yield from (side for side in _SIDES if side in sides)
    if eligible.has_missed(me, workload):
        yield "missed"
    if not me.works(now, plan.settings.zone):
        yield "hours"
    if routes and not any(_on_shift(me, plan, route_id, now) for route_id in routes):
        yield "shift"
    taken = eligible.usage_by_period(workload, now, plan.settings.zone)
    yield from (_LIMITS[period] for period, limit in eligible.limits_by_period(me).items() if taken[period] >= limit)


def _on_shift(me: Member, plan: Plan, route_id: str, now: datetime) -> bool:
    """Return whether the shifts of a route leave `me`."""
    left = plan.on_shift(route_id, now)
    return left is None or me.agent_id in left


def _paused(me: Member, route_id: str, now: datetime) -> frozenset[Obstacle]:
    """Return the sides whose pauses keep `me` off a route."""
    covering = (pause for pause in me.all_pauses if pause.covers(route_id, now))
    return frozenset("paused_team" if pause.side == "team" else "paused_own" for pause in covering)
