"""Set and lift pauses: a member's own, and the team's. Each side changes only its own.

Whether a paused member is available is decided in `routing`.
"""

from dataclasses import replace
from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from shared.domain import access
from shared.domain.kernel import limits
from shared.domain.kernel.errors import Invalid
from shared.domain.kernel.record import AgentId, Instant, RouteId, Value
from shared.domain.plan_records.member import Member, Pause, Side
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.workload import Workload
from shared.domain.planning.change_member import member_change
from shared.domain.planning.changes import Change, ChangeContext, audit, check_version, current_member


class PauseDraft(Value):
    """A requested pause, on all routes unless `route_id` names one.

    Without `from` it begins at once, without `until` it lasts until it is lifted.
    """

    start: Annotated[Instant | None, Field(alias="from")] = None
    until: Instant | None = None
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)] | None = None
    route_id: str | None = None


def set_pause(
    plan: Plan, agent_id: AgentId, side: Side, draft: PauseDraft, context: ChangeContext, version: int | None = None
) -> Change:
    """Pause a member on all routes or on one, replacing an earlier pause of the same side and scope.

    Setting the same pause again changes nothing. Open offers stay open.

    Raises:
        Missing: there is no such member, or they were removed.
        ChangedByOther: the member's version is not `version` any more.
        Invalid: `until` is past or not after `from`; the route does not exist, or the agent who pauses themself is not
            on it; too many pauses.

    Source: docs/rules.md, "Eligible agents" 2.
    """
    before = current_member(plan, agent_id)
    check_version(before, version)
    check_pause_dates(draft.start, draft.until, context.at)
    check_pause_route(plan, before, side, draft.route_id)
    pause = Pause(side=side, by=context.by, at=context.at, **dict(draft))
    if any(_without_author(one) == _without_author(pause) for one in before.pauses):
        return member_change("member.paused", before, before, context)
    others = [one for one in _unfinished(before, context.at) if (one.side, one.route_id) != (side, draft.route_id)]
    limits.PAUSES.check(len(others), ("body", "route_id"))
    return member_change("member.paused", before, before.model_copy(update={"pauses": (*others, pause)}), context)


def lift_pause(
    plan: Plan,
    agent_id: AgentId,
    side: Side,
    route_id: RouteId | None,
    context: ChangeContext,
    version: int | None = None,
    workload: Workload | None = None,
) -> Change:
    """Lift all pauses of a side, or only the one on `route_id`; if there are none, nothing changes.

    An absence of the side that has begun ends with them; planned ones stay.

    Args:
        plan: as read.
        agent_id: the paused member.
        side: whose pauses to lift.
        route_id: None for all of the side's pauses.
        context: who changes the plan, and when.
        version: of the member, as the caller read it.
        workload: of the member, to lift a pause for missed offers as well; None leaves that pause.

    Raises:
        Missing: there is no such member, or they were removed.
        ChangedByOther: the member's version is not `version` any more.

    Source: docs/rules.md, "Eligible agents" 2.
    """
    before = current_member(plan, agent_id)
    check_version(before, version)
    unfinished = _unfinished(before, context.at)
    left = tuple(one for one in unfinished if one.side != side or route_id not in (None, one.route_id))
    begun = [one for one in before.absences if one.side == side and one.start <= context.at < one.until]
    ended = [one for one in begun if route_id in (None, one.route_id)]
    after = before if len(left) == len(unfinished) else before.model_copy(update={"pauses": left})
    if ended:
        after = after.model_copy(update={"absences": tuple(one for one in before.absences if one not in ended)})
    change = member_change("member.unpaused", before, after, context)
    return change if workload is None or not workload.missed else _reset_missed(change, before, workload, context)


def _reset_missed(change: Change, member: Member, workload: Workload, context: ChangeContext) -> Change:
    """Add to the change that the number of offers missed in a row becomes 0."""
    entry = change.audit or audit("member.unpaused", member.agent_id, context, member, member)
    entry = entry.model_copy(
        update={
            "before": {**(entry.before or {}), "missed": workload.missed},
            "after": {**(entry.after or {}), "missed": 0},
        }
    )
    return replace(change, put=(*change.put, workload.with_missed_reset()), audit=entry)


def _unfinished(member: Member, now: datetime) -> list[Pause]:
    return [pause for pause in member.pauses if not pause.is_over(now)]


def _without_author(pause: Pause) -> Pause:
    """Return the pause without who set it and when, for comparing."""
    return pause.model_copy(update={"by": "", "at": None})


def check_pause_dates(start: datetime | None, until: datetime | None, now: datetime) -> None:
    """Raise Invalid for a pause that ends before it begins, or would be over already."""
    if until is None:
        return
    if start is not None and until <= start:
        raise Invalid(("body", "until"), "pause_backwards", "A pause ends after it begins.")
    if until <= now:
        raise Invalid(("body", "until"), "pause_over", "This pause would be over already.")


def check_pause_route(plan: Plan, member: Member, side: Side, route_id: str | None) -> None:
    """Raise Invalid for a route that is not there, or that a member who pauses themself may not know."""
    if route_id is None:
        return
    route = plan.routes_by_id.get(route_id)
    if route is None or (side == "own" and not access.may_see_route(member, route)):
        raise Invalid(("body", "route_id"), "route_unknown", "There is no such route.")
