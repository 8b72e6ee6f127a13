"""Decide which agents of a route may be offered a lead now, and when a paused or off-duty agent is back.

Which of the eligible agents is next is decided in `choose`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from shared.domain.kernel import hours
from shared.domain.kernel.record import AgentId, RouteId
from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.route import Route
from shared.domain.plan_records.workload import Workload, periods

Period = Literal["day", "week", "month", "open"]
Obstacle = Literal[
    "not_a_member", "not_signed_in", "not_active", "tried", "limit_day", "limit_week", "limit_month", "limit_open",
    "missed", "paused_team", "paused_own", "hours", "shift",
]  # fmt: skip
TEMPORARY: frozenset[Obstacle] = frozenset(
    {"paused_team", "paused_own", "hours", "shift"}
)  # obstacles that end by themselves
_LIMITED: dict[Period, Obstacle] = {
    "day": "limit_day", "week": "limit_week", "month": "limit_month", "open": "limit_open"
}  # fmt: skip


def judge_agents(
    route: Route, lead: Lead, plan: Plan, workloads: Mapping[AgentId, Workload], now: datetime
) -> dict[AgentId, Obstacle | None]:
    """Return each agent's first obstacle, or None, in the order of the route's list. The route's shifts come last.

    Obstacles that end by themselves are checked last, so an agent with such an obstacle has no other.

    Source: docs/rules.md, "Eligible agents" 1, "Rotas" 2.
    """
    left = plan.on_shift(route.route_id, now)
    return {
        agent_id: find_obstacle(agent_id, route.route_id, lead, plan, workloads, now)
        or ("shift" if left is not None and agent_id not in left else None)
        for agent_id in route.agent_ids
    }


def find_obstacle(
    agent_id: AgentId, route_id: RouteId, lead: Lead, plan: Plan, workloads: Mapping[AgentId, Workload], now: datetime
) -> Obstacle | None:
    """Return the first obstacle to offering this agent the lead on this route now, or None."""
    member, workload = plan.members.get(agent_id), workloads.get(agent_id)
    if member is None or member.status == "removed":
        return "not_a_member"
    if member.status == "invited":
        return "not_signed_in"
    if workload is None or not workload.active:
        return "not_active"
    if agent_id in lead.tried:
        return "tried"
    reached = reached_limit(member, workload, now, plan.settings.zone)
    return _LIMITED[reached] if reached else find_absence(member, workload, route_id, now, plan.settings.zone)


def find_absence(
    member: Member, workload: Workload, route_id: RouteId, now: datetime, zone: ZoneInfo
) -> Obstacle | None:
    """Return why an active member is away from this route now: missed offers, a pause or their hours; or None.

    Source: docs/rules.md, "Eligible agents" 1-2.
    """
    if has_missed(member, workload):
        return "missed"
    for pause in member.all_pauses:
        if pause.covers(route_id, now):
            return "paused_team" if pause.side == "team" else "paused_own"
    return None if member.works(now, zone) else "hours"


def has_missed(member: Member, workload: Workload) -> bool:
    """Return whether the member missed so many offers in a row that they are paused until they say they are back."""
    return member.pause_after_missed is not None and workload.missed >= member.pause_after_missed


def usage_by_period(workload: Workload, now: datetime, zone: ZoneInfo) -> dict[Period, int]:
    """Return the count that each limit is compared with: leads received in the period, or owned, plus open offers.

    Source: docs/rules.md, "Eligible agents" 3.
    """
    day, week, month = (workload.received.get(period, 0) + workload.open_offers for period in periods(now, zone))
    return {"day": day, "week": week, "month": month, "open": workload.open_leads + workload.open_offers}


def limits_by_period(member: Member) -> dict[Period, int]:
    """Return the limits that the member has."""
    limits = member.limits
    listed: dict[Period, int | None] = {
        "day": limits.per_day, "week": limits.per_week, "month": limits.per_month, "open": limits.open
    }  # fmt: skip
    return {period: limit for period, limit in listed.items() if limit is not None}


def reached_limit(member: Member, workload: Workload, now: datetime, zone: ZoneInfo) -> Period | None:
    """Return the first limit that is reached, or None."""
    if not member.limits.any:
        return None
    taken = usage_by_period(workload, now, zone)
    return next((period for period, limit in limits_by_period(member).items() if taken[period] >= limit), None)


def next_available_at(
    route: Route, lead: Lead, plan: Plan, workloads: Mapping[AgentId, Workload], now: datetime, until: datetime
) -> datetime | None:
    """Return when the first agent who is only paused, off hours or not on shift can be offered leads here again.

    None if that is not before `until`.

    Source: docs/rules.md, "Matching" 6.
    """
    kept_away = (a for a, what in judge_agents(route, lead, plan, workloads, now).items() if what in TEMPORARY)
    found = (_available_at(plan.members[agent_id], route, plan, now, until) for agent_id in kept_away)
    return min((at for at in found if at is not None), default=None)


def _available_at(member: Member, route: Route, plan: Plan, now: datetime, until: datetime) -> datetime | None:
    """Return the first instant at which the member is back, in their hours and on shift, and the route is open."""
    zone, rota = plan.settings.zone, plan.rotas.get(route.route_id)

    def unpaused(at: datetime) -> datetime | None:
        for end in _pause_ends(member, route.route_id, at):
            if end is None or end >= until:
                return None
            at = max(at, end)
        return at

    return hours.first_when_all(
        [
            unpaused,
            lambda at: hours.next_open(member.hours, member.zone(zone), at, until),
            lambda at: hours.next_open(route.windows, zone, at, until),
            lambda at: rota.next_on(member.agent_id, zone, at, until) if rota else at,
        ],
        now,
    )


def _pause_ends(member: Member, route_id: RouteId, at: datetime) -> Iterator[datetime | None]:
    return (pause.until for pause in member.all_pauses if pause.covers(route_id, at))
