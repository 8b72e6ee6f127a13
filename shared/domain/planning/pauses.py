"""Revising pauses: a member's own, and the team's. Each side sets and lifts only its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from shared.domain import access
from shared.domain.kernel.errors import Invalid
from shared.domain.kernel.record import AgentId, Instant, RouteId, Value
from shared.domain.plan_records.member import Member, Pause, Side
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.workload import Workload
from shared.domain.planning.change_member import changed
from shared.domain.planning.changes import Change, ChangeContext, audit, expect, in_team

MAX_PAUSES = 200  # of one member: what a stored member holds


class PauseDraft(Value):
    """A pause as somebody wants it: everywhere unless `route_id` names a route.

    Without `from` it begins at once, without `until` it lasts until it is lifted.
    """

    start: Annotated[Instant | None, Field(alias="from")] = None
    until: Instant | None = None
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)] | None = None
    route_id: str | None = None


def set_pause(
    plan: Plan, agent_id: AgentId, side: Side, draft: PauseDraft, stamp: ChangeContext, version: int | None = None
) -> Change:
    """Pause a member everywhere or on one route; the side's pause that was there for the same is replaced.

    The same once more changes nothing. Open offers stay.

    Raises:
        Missing: there is no such member, or not any more.
        ChangedByOther: they are not at `version` any more.
        Invalid: `until` is over or not after `from`; a route that is not in the plan, or that an agent who
            pauses themself is not on; more pauses than a member may have.

    Source: docs/rules.md, "Eligible agents" 2.
    """
    before = in_team(plan, agent_id)
    expect(before, version)
    _check_span(draft, stamp.at)
    _check_route(plan, before, side, draft.route_id)
    pause = Pause(side=side, by=stamp.by, at=stamp.at, **dict(draft))
    if any(_asks_for(one) == _asks_for(pause) for one in before.pauses):
        return changed("member.paused", before, before, stamp)
    others = [one for one in _standing(before, stamp.at) if (one.side, one.route_id) != (side, draft.route_id)]
    if len(others) == MAX_PAUSES:
        says = f"A member has at most {MAX_PAUSES} pauses: lift others first."
        raise Invalid(("body", "route_id"), "too_many_pauses", says, most=MAX_PAUSES)
    return changed("member.paused", before, before.model_copy(update={"pauses": (*others, pause)}), stamp)


def lift_pause(
    plan: Plan,
    agent_id: AgentId,
    side: Side,
    route_id: RouteId | None,
    stamp: ChangeContext,
    version: int | None = None,
    load: Workload | None = None,
) -> Change:
    """Lift all pauses of a side, or only the one on `route_id`; lifting what is not there changes nothing.

    Args:
        plan: as read.
        agent_id: whose pauses.
        side: who lifts; the other side's pauses stay.
        route_id: None for all of them.
        stamp: who, when.
        version: of the member, as the caller read it.
        load: the member's counts, where a pause for missed offers is to be lifted as well: their own.

    Raises:
        Missing: there is no such member, or not any more.
        ChangedByOther: they are not at `version` any more.

    Source: docs/rules.md, "Eligible agents" 2.
    """
    before = in_team(plan, agent_id)
    expect(before, version)
    standing = _standing(before, stamp.at)
    left = tuple(one for one in standing if one.side != side or route_id not in (None, one.route_id))
    after = before if len(left) == len(standing) else before.model_copy(update={"pauses": left})
    change = changed("member.unpaused", before, after, stamp)
    return change if load is None or not load.missed else _also_back(change, before, load, stamp)


def _also_back(change: Change, member: Member, load: Workload, stamp: ChangeContext) -> Change:
    """The change, with the offers missed in a row forgotten."""
    entry = change.audit or audit("member.unpaused", member.agent_id, stamp, member, member)
    told = entry.model_copy(
        update={
            "before": {**(entry.before or {}), "missed": load.missed},
            "after": {**(entry.after or {}), "missed": 0},
        }
    )
    return replace(change, put=(*change.put, load.back()), audit=told)


def _standing(member: Member, now: datetime) -> list[Pause]:
    return [pause for pause in member.pauses if not pause.is_over(now)]


def _asks_for(pause: Pause) -> Pause:
    """The pause without who set it and when."""
    return pause.model_copy(update={"by": "", "at": None})


def _check_span(draft: PauseDraft, now: datetime) -> None:
    if draft.until is None:
        return
    if draft.start is not None and draft.until <= draft.start:
        raise Invalid(("body", "until"), "pause_backwards", "A pause ends after it begins.")
    if draft.until <= now:
        raise Invalid(("body", "until"), "pause_over", "This pause would be over already.")


def _check_route(plan: Plan, member: Member, side: Side, route_id: str | None) -> None:
    if route_id is None:
        return
    route = plan.routes_by_id.get(route_id)
    if route is None or (side == "own" and not access.knows_route(member, route)):
        raise Invalid(("body", "route_id"), "route_unknown", "There is no such route.")
