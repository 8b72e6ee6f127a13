"""Eligibility: who of a route's agents may be offered a lead now, and when those who may not can again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from shared.domain.kernel import hours
from shared.domain.kernel.record import AgentId, RouteId
from shared.domain.kernel.weekly_hours import covers
from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.route import Route
from shared.domain.plan_records.workload import Workload, periods

Period = Literal["day", "week", "month", "open"]
Obstacle = Literal[
    "not_a_member", "not_signed_in", "not_active", "tried", "limit_day", "limit_week", "limit_month", "limit_open",
    "missed", "paused_team", "paused_own", "hours",
]  # fmt: skip
PASSING: frozenset[Obstacle] = frozenset({"paused_team", "paused_own", "hours"})  # what ends by itself
_LIMITED: dict[Period, Obstacle] = {
    "day": "limit_day", "week": "limit_week", "month": "limit_month", "open": "limit_open"
}  # fmt: skip


def judge_agents(
    route: Route, lead: Lead, plan: Plan, workloads: Mapping[AgentId, Workload], now: datetime
) -> dict[AgentId, Obstacle | None]:
    """For each agent of the route, in the list's order: the first thing that stands in their way, or None.

    What ends by itself comes last: who is only paused or off hours would be eligible but for that.

    Source: docs/rules.md, "Eligible agents" 1.
    """
    return {
        agent_id: find_obstacle(agent_id, route.route_id, lead, plan, workloads, now) for agent_id in route.agent_ids
    }


def find_obstacle(
    agent_id: AgentId, route_id: RouteId, lead: Lead, plan: Plan, workloads: Mapping[AgentId, Workload], now: datetime
) -> Obstacle | None:
    """The first thing that keeps this agent from being offered the lead on this route now."""
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
    """What keeps an active member from this route for a while: a pause of either side, or their hours.

    Source: docs/rules.md, "Eligible agents" 1-2.
    """
    if has_missed(member, workload):
        return "missed"
    for pause in member.pauses:
        if pause.covers(route_id, now):
            return "paused_team" if pause.side == "team" else "paused_own"
    return None if covers(member.hours, now, zone) else "hours"


def has_missed(member: Member, workload: Workload) -> bool:
    """Whether so many offers in a row expired on the member that they are paused until they are back."""
    return member.pause_after_missed is not None and workload.missed >= member.pause_after_missed


def usage_by_period(workload: Workload, now: datetime, zone: ZoneInfo) -> dict[Period, int]:
    """How much of each limit is used: what was received in the period, or is owned, and the open offers.

    Source: docs/rules.md, "Eligible agents" 3.
    """
    day, week, month = (workload.received.get(period, 0) + workload.open_offers for period in periods(now, zone))
    return {"day": day, "week": week, "month": month, "open": workload.open_leads + workload.open_offers}


def limits_by_period(member: Member) -> dict[Period, int]:
    """The member's limits, as far as there are any."""
    limits = member.limits
    listed: dict[Period, int | None] = {
        "day": limits.per_day, "week": limits.per_week, "month": limits.per_month, "open": limits.open
    }  # fmt: skip
    return {period: limit for period, limit in listed.items() if limit is not None}


def reached_limit(member: Member, workload: Workload, now: datetime, zone: ZoneInfo) -> Period | None:
    """The first limit that leaves no room for one more lead, or None."""
    if not member.limits.any:
        return None
    taken = usage_by_period(workload, now, zone)
    return next((period for period, limit in limits_by_period(member).items() if taken[period] >= limit), None)


def next_available_at(
    route: Route, lead: Lead, plan: Plan, workloads: Mapping[AgentId, Workload], now: datetime, until: datetime
) -> datetime | None:
    """When one of the agents whom only pauses or hours keep away can be offered leads on this route again.

    Source: docs/rules.md, "Matching" 6.
    """
    kept_away = (a for a, what in judge_agents(route, lead, plan, workloads, now).items() if what in PASSING)
    found = (_back(plan.members[agent_id], route, now, until, plan.settings.zone) for agent_id in kept_away)
    return min((at for at in found if at is not None), default=None)


def _back(member: Member, route: Route, now: datetime, until: datetime, zone: ZoneInfo) -> datetime | None:
    """The first instant at which the member is neither paused nor off hours, and the route is open."""

    def unpaused(at: datetime) -> datetime | None:
        for end in _ends(member, route.route_id, at):
            if end is None or end > until:
                return None
            at = max(at, end)
        return at

    return hours.first_when_all(
        [
            unpaused,
            lambda at: hours.next_open(member.hours, zone, at, until),
            lambda at: hours.next_open(route.windows, zone, at, until),
        ],
        now,
    )


def _ends(member: Member, route_id: RouteId, at: datetime) -> Iterator[datetime | None]:
    return (pause.until for pause in member.pauses if pause.covers(route_id, at))
