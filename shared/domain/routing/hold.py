"""Decide until when a pooled lead is held, to be routed again once a route opens or an agent is back."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from shared.domain.kernel import hours
from shared.domain.kernel.event_details import SentDetail
from shared.domain.kernel.record import AgentId
from shared.domain.lead_records.decision import Decision, unchanged
from shared.domain.lead_records.lead import Lead, PoolReason
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.route import Route
from shared.domain.plan_records.route_index import positions
from shared.domain.plan_records.workload import Workload
from shared.domain.routing.eligible import is_full, next_available_at

LATE = timedelta(seconds=150)  # a special route is switched within this time, even if its schedule was lost


class Hold(NamedTuple):
    """Say until when a pooled lead is held, and when it is routed again, if such an instant is known."""

    until: datetime
    routes_at: datetime | None


def find_hold(
    lead: Lead,
    plan: Plan,
    workloads: Mapping[AgentId, Workload],
    over: Iterable[Route],
    reason: PoolReason,
    now: datetime,
) -> Hold | None:
    """Return how a lead that goes to the pool is held; None if it is not.

    It is routed again when a route opens or an agent is back, or sooner if the plan changes so that it can be.

    Args:
        lead: unrouted, as read.
        plan: as read; its setting `hold_hours` counts from the person's latest inquiry, or from when the lead was
            sent through routing by hand.
        workloads: of the agents.
        over: the routes that matched the lead but had no eligible agent.
        reason: why it goes to the pool; it is held if nobody let an offer of it go by.
        now: UTC.

    Source: docs/rules.md, "Matching" 6.
    """
    until = _since(lead) + timedelta(hours=plan.settings.hold_hours)
    if until <= now or not _may_be_held(lead, reason):
        return None
    over = tuple(over)
    back = (next_available_at(route, lead, plan, workloads, now, until) for route in over)
    found = (*back, *_openings(lead, plan, workloads, over, now, until))
    at = min((at for at in found if at is not None and now < at), default=None)
    return Hold(until, at and datetime.fromtimestamp(math.ceil(at.timestamp()), UTC))


def holds_leads(plan: Plan) -> bool:
    """Return whether the team holds leads that come while nobody can be asked."""
    return plan.settings.hold_hours > 0


def is_held(lead: Lead, now: datetime) -> bool:
    """Return whether a lead is routed as soon as the plan lets it."""
    if lead.state != "pooled":
        return False
    return lead.routes_at is not None or (lead.held_until is not None and now < lead.held_until)


def has_room(workload: Workload, plan: Plan, now: datetime) -> bool:
    """Return whether the counts of a member's workload, for which held leads may wait, keep no lead from them.

    Source: docs/rules.md, "Matching" 6.
    """
    member = plan.members.get(workload.agent_id)
    return member is None or not is_full(member, workload, now, plan.settings.zone)


def end_hold(lead: Lead, now: datetime, by: str = "clock") -> Decision:
    """Send a held lead to routing, once `routes_at` has come.

    A lead that was claimed meanwhile, or is held until later, stays unchanged.

    Args:
        lead: as read, any state.
        now: UTC, from the shell's clock.
        by: `clock`, or `sweep` if the clock was lost.

    Source: docs/rules.md, "Matching" 6.
    """
    if lead.state != "pooled" or lead.routes_at is None or now < lead.routes_at:
        return unchanged(lead)
    return Decision(lead.with_event(SentDetail(), at=now, by=by, state="unrouted", reason=None, attempts=0))


def _since(lead: Lead) -> datetime:
    return max(lead.last_activity_at, lead.sent_at or lead.last_activity_at)


def _may_be_held(lead: Lead, reason: PoolReason) -> bool:
    """Return whether nobody could be asked: who sent the lead back as its owner did not let an offer go by."""
    return reason in ("no_route", "nobody_eligible") or (
        reason == "unclaimed" and set(lead.tried) <= set(lead.returned_by)
    )


def _openings(
    lead: Lead,
    plan: Plan,
    workloads: Mapping[AgentId, Workload],
    over: tuple[Route, ...],
    now: datetime,
    until: datetime,
) -> Iterable[datetime | None]:
    """Yield when each route that may take the lead opens before `until`; a special route opens by its schedule.

    A matching route that is open already is one that assigns, but whose agent is away: yield when they are back.
    """
    zone = plan.settings.zone
    matching = plan.index.source(lead.source_id) & plan.index.conditions(lead.attributes)
    for place, free in _reached(lead, plan, over, positions(matching), now, until):
        route = plan.routes[place]
        begins = free if route.status == "active" else _begins(route, now)
        if route.route_id in lead.skips or begins is None or begins >= until:
            continue
        at = hours.next_open(route.windows, zone, max(begins, free), until)
        if at == now and route.assigns:
            at = next_available_at(route, lead, plan, workloads, now, until)
        ends = route.next_off if route.next_off and route.next_off > begins else None
        yield at if at is None or ends is None or at < ends else None


def _reached(
    lead: Lead, plan: Plan, over: tuple[Route, ...], places: Iterable[int], now: datetime, until: datetime
) -> Iterator[tuple[int, datetime]]:
    """Yield which of these places matching may come to, and from when on.

    Those below a route that keeps the lead are reached once that one has closed, but for routes that assign. A lead
    that stays on its route goes on only below it.
    """
    keeps = over[-1] if over and over[-1].when_nobody != "next_route" else None
    stays = bool(over) and over[0].route_id == lead.route_id
    if stays and keeps is over[0]:
        return
    first = plan.positions[over[0].route_id] + 1 if stays else 0
    last, closes = (plan.positions[keeps.route_id], _closes(keeps, plan, now, until)) if keeps else (math.inf, now)
    for place in (place for place in places if place >= first):
        yield place, now if place <= last or plan.routes[place].assigns else closes


def _closes(route: Route, plan: Plan, now: datetime, until: datetime) -> datetime:
    """Return when an open route closes; `until` if that is sooner."""
    return next(hours.open_intervals(route.windows, plan.settings.zone, now, until)).end


def _begins(route: Route, now: datetime) -> datetime | None:
    """Return when a paused special route becomes active.

    If that instant has passed, the switch is late: allow it a little longer.
    """
    if route.next_on is None or now < route.next_on:
        return route.next_on
    return route.next_on + LATE
