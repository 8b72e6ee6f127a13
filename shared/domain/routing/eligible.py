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
from shared.domain.plan_records.route import Route, ToAgent
from shared.domain.plan_records.workload import Workload, periods

Period = Literal["day", "week", "month", "open"]
Obstacle = Literal[
    "not_a_member", "not_signed_in", "not_active", "tried", "limit_day", "limit_week", "limit_month", "limit_open",
    "missed", "paused_team", "paused_own", "hours", "shift",
]  # fmt: skip
TEMPORARY: frozenset[Obstacle] = frozenset(
    {"paused_team", "paused_own", "hours", "shift", "limit_day", "limit_week", "limit_month"}
)  # obstacles that end by themselves
FULL: frozenset[Obstacle] = frozenset(
    {"limit_day", "limit_week", "limit_month", "limit_open", "missed"}
)  # obstacles that end when the counts of the member's workload change
_LIMITED: dict[Period, Obstacle] = {
    "day": "limit_day", "week": "limit_week", "month": "limit_month", "open": "limit_open"
}  # fmt: skip


def judge_agents(
    route: Route, lead: Lead, plan: Plan, workloads: Mapping[AgentId, Workload], now: datetime
) -> dict[AgentId, Obstacle | None]:
    """Return each agent's first obstacle, or None, in the order of the route's list. The route's shifts come last.

    Obstacles that end by themselves are checked last, but for limits of a period.

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


def is_full(member: Member, workload: Workload, now: datetime, zone: ZoneInfo) -> bool:
    """Return whether the counts of their workload keep offers from a member."""
    return has_missed(member, workload) or reached_limit(member, workload, now, zone) is not None


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
    """Return when the first agent whose obstacle ends by itself can be offered leads here again, or the last resort.

    None if that is not before `until`.

    Source: docs/rules.md, "Matching" 6.
    """
    kept_away = (a for a, what in judge_agents(route, lead, plan, workloads, now).items() if what in TEMPORARY)
    found = [_available_at(workloads[agent_id], route, plan, now, until) for agent_id in kept_away]
    if isinstance(route.when_nobody, ToAgent):
        resort = route.when_nobody.agent_id
        if judge_resort(resort, route.route_id, lead, plan, workloads, now) in TEMPORARY:
            found.append(_available_at(workloads[resort], route, plan, now, until, on_duty=False))
    return min((at for at in found if at is not None), default=None)


def judge_resort(
    agent_id: AgentId, route_id: RouteId, lead: Lead, plan: Plan, workloads: Mapping[AgentId, Workload], now: datetime
) -> Obstacle | None:
    """Return why the member of `when_nobody` does not get what nobody else takes, or None.

    Their hours, shifts and earlier offers of this lead do not count; their limits and pauses do. A member who sent the
    lead back does not get it again.

    Source: docs/rules.md, "Matching" 5.
    """
    if agent_id in lead.returned_by:
        return "tried"
    fresh = lead.model_copy(update={"tried": ()})
    found = find_obstacle(agent_id, route_id, fresh, plan, workloads, now)
    return None if found == "hours" else found


def _available_at(
    workload: Workload, route: Route, plan: Plan, now: datetime, until: datetime, *, on_duty: bool = True
) -> datetime | None:
    """Return the first instant at which the member is back and below their limits, and the route is open.

    `on_duty`: also in their hours and on shift.
    """
    member, zone, rota = plan.members[workload.agent_id], plan.settings.zone, plan.rotas.get(route.route_id)

    def below_limits(at: datetime) -> datetime | None:
        while is_full(member, workload, at, zone):
            at = hours.next_midnight(at, zone)
            if at >= until:
                return None
        return at

    def unpaused(at: datetime) -> datetime | None:
        for end in _pause_ends(member, route.route_id, at):
            if end is None or end >= until:
                return None
            at = max(at, end)
        return at

    def working(at: datetime) -> datetime | None:
        return hours.next_open(member.hours, member.zone(zone), at, until) if on_duty else at

    def on_shift(at: datetime) -> datetime | None:
        return rota.next_on(member.agent_id, zone, at, until) if rota and on_duty else at

    return hours.first_when_all(
        [below_limits, unpaused, working, on_shift, lambda at: hours.next_open(route.windows, zone, at, until)], now
    )


def _pause_ends(member: Member, route_id: RouteId, at: datetime) -> Iterator[datetime | None]:
    return (pause.until for pause in member.all_pauses if pause.covers(route_id, at))
