"""Plan absences of a member, one by one: each side, the member and the team, changes only its own.

A pause that is set by hand, without planning, is decided in `pauses`.
"""

from dataclasses import replace
from datetime import datetime
from typing import Annotated

from pydantic import Field, JsonValue, StringConstraints

from shared.domain.kernel import limits
from shared.domain.kernel.errors import AgentUnknown, Invalid, Missing
from shared.domain.kernel.event_details import WithdrawnDetail
from shared.domain.kernel.record import AbsenceId, AgentId, Instant, Value
from shared.domain.lead_records.decision import Decision, count_withdrawn_offer, free_withdrawn_offer, unchanged
from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.member import Absence, Member, Side
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.settings import Settings
from shared.domain.planning.change_member import member_change
from shared.domain.planning.changes import Change, ChangeContext, audit, current_member, no_change
from shared.domain.planning.pauses import check_pause_dates, check_pause_route

COVERS_AT_ONCE = 80  # members in one change: a transaction holds at most a hundred writes
AbsenceReason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class AbsenceDraft(Value):
    """A planned absence: from `from`, or from now, until `until`, on all routes unless `route_id` names one.

    `cover` is a member who gets the notifications of messages and tasks meanwhile.
    """

    start: Annotated[Instant | None, Field(alias="from")] = None
    until: Instant
    reason: AbsenceReason | None = None
    route_id: str | None = None
    cover: str | None = None


class AbsencePatch(Value):
    """Changes to an absence: only fields that were sent. Null resets `reason`, `route_id` and `cover`."""

    start: Annotated[Instant, Field(default_factory=lambda: None, alias="from")]
    until: Annotated[Instant, Field(default_factory=lambda: None)]
    reason: AbsenceReason | None = None
    route_id: str | None = None
    cover: str | None = None


def add_absence(
    plan: Plan, agent_id: AgentId, side: Side, draft: AbsenceDraft, absence_id: AbsenceId, context: ChangeContext
) -> Change:
    """Add an absence; the change's subject is its id. Adding the same again changes nothing.

    Raises:
        Missing: there is no such member, or they were removed.
        Invalid: it overlaps another of the same side and route; it is over or ends before it begins; there is no such
            route or cover; too many.

    Source: docs/rules.md, "Eligible agents" 5.
    """
    before = current_member(plan, agent_id)
    given = {**dict(draft), "start": draft.start or context.at}
    check_pause_route(plan, before, side, draft.route_id)
    _check_cover(plan, before, draft.cover)
    absence = Absence(absence_id=absence_id, side=side, by=context.by, at=context.at, **given)
    same = next((one for one in before.absences if _is_same(one, absence)), None)
    if same is not None:
        return no_change(same.absence_id)
    _check_times(before, absence, context.at)
    left = _unfinished(before, context.at)
    limits.ABSENCES.check(len(left))
    return replace(_with(plan, before, (*left, absence), "member.absence_added", context), subject=absence_id)


def change_absence(
    plan: Plan, agent_id: AgentId, side: Side, absence_id: AbsenceId, patch: AbsencePatch, context: ChangeContext
) -> Change:
    """Change the fields of an absence that were sent.

    Raises:
        Missing: there is no such member, or no such absence of this side.
        Invalid: as when one is added.

    Source: docs/rules.md, "Eligible agents" 5.
    """
    before = current_member(plan, agent_id)
    absence = get_absence(before, side, absence_id)
    after = absence.model_copy(update={name: getattr(patch, name) for name in patch.model_fields_set})
    if after == absence:
        return no_change(agent_id)
    check_pause_route(plan, before, side, after.route_id)
    _check_cover(plan, before, after.cover)
    _check_times(before, after, context.at)
    changed = (after if one.absence_id == absence_id else one for one in _unfinished(before, context.at))
    return _with(plan, before, tuple(changed), "member.absence_changed", context)


def remove_absence(plan: Plan, agent_id: AgentId, side: Side, absence_id: AbsenceId, context: ChangeContext) -> Change:
    """Remove a planned absence, or end one that has begun.

    Raises:
        Missing: there is no such member, or no such absence of this side.

    Source: docs/rules.md, "Eligible agents" 5.
    """
    before = current_member(plan, agent_id)
    get_absence(before, side, absence_id)
    left = tuple(one for one in _unfinished(before, context.at) if one.absence_id != absence_id)
    return _with(plan, before, left, "member.absence_removed", context)


def get_absence(member: Member, side: Side, absence_id: AbsenceId) -> Absence:
    """Return the side's absence with this id. Raise Missing if there is none."""
    found = (one for one in member.absences if (one.side, one.absence_id) == (side, absence_id))
    absence = next(found, None)
    if absence is None:
        raise Missing
    return absence


def withdraw_for_absence(lead: Lead, member: Member, settings: Settings, now: datetime) -> Decision:
    """Withdraw an offer to the member alone that was made before their absence began, and send the lead on.

    That is no miss of theirs. The lead stays on its route, where the next agent gets it. A jump ball stays as it is.

    Source: docs/rules.md, "Eligible agents" 5.
    """
    offer = lead.offer
    if offer is None or offer.together or member.agent_id not in offer.agent_ids or not offer.stands(now):
        return unchanged(lead)
    if not any(one.covers(offer.route_id, now) and offer.made_at < one.start for one in member.absences):
        return unchanged(lead)
    detail = WithdrawnDetail(reason="absent", agent_ids=offer.agent_ids)
    return Decision(
        lead.with_event(detail, at=now, by="sweep", state="unrouted", offer=None),
        workload_changes=free_withdrawn_offer(lead),
        counters=count_withdrawn_offer(lead, now, settings.zone),
    )


def renew_covers(plan: Plan, context: ChangeContext) -> Change:
    """Set who covers for whom by the absences of now; change nothing if all is right.

    Source: docs/rules.md, "Eligible agents" 6.
    """
    changed = _with_new_covers(plan, context.at)
    if not changed:
        return no_change("members")
    was: dict[str, JsonValue] = {one.agent_id: [*plan.members[one.agent_id].covers_for] for one in changed}
    becomes: dict[str, JsonValue] = {one.agent_id: [*one.covers_for] for one in changed}
    entry = audit("member.covers_changed", "members", context, None, None)
    told = entry.model_copy(update={"before": {"covers_for": was}, "after": {"covers_for": becomes}})
    return Change("members", put=changed, audit=told)


def _with_new_covers(plan: Plan, now: datetime) -> tuple[Member, ...]:
    """Return the members who begin or cease to cover for somebody, in their new state."""
    wanted: dict[AgentId, list[AgentId]] = {}
    for member in plan.members.values():
        for cover in member.covers_at(now) if member.status == "active" else ():
            wanted.setdefault(cover, []).append(member.agent_id)
    covers = ((member, tuple(sorted(wanted.get(member.agent_id, ())))) for member in plan.members.values())
    changed = (one.model_copy(update={"covers_for": them}) for one, them in covers if one.covers_for != them)
    return tuple(changed)[:COVERS_AT_ONCE]


def _check_times(member: Member, absence: Absence, now: datetime) -> None:
    check_pause_dates(absence.start, absence.until, now)
    for other in member.absences:
        if other.absence_id != absence.absence_id and _overlap(absence, other):
            place = "from" if other.start <= absence.start else "until"
            since, until = (f"{at:%Y-%m-%dT%H:%M:%SZ}" for at in (other.start, other.until))
            says = f"It overlaps the absence from {since} until {until}."
            loc = ("body", place)
            raise Invalid(loc, "absence_overlaps", says, absence_id=other.absence_id, since=since, until=until)


def _check_cover(plan: Plan, member: Member, cover: AgentId | None) -> None:
    if cover is None:
        return
    if cover == member.agent_id:
        raise Invalid(("body", "cover"), "cover_is_absent", "Somebody else covers for who is absent.")
    there = plan.members.get(cover)
    if there is None or there.status != "active":
        raise AgentUnknown(("body", "cover"))


def _overlap(one: Absence, other: Absence) -> bool:
    here = (one.side, one.route_id) == (other.side, other.route_id)
    return here and one.start < other.until and other.start < one.until


def _is_same(one: Absence, other: Absence) -> bool:
    """Return whether they differ in nothing but their ids, and who made them when."""
    return one.model_copy(update={"absence_id": other.absence_id, "by": other.by, "at": other.at}) == other


def _unfinished(member: Member, now: datetime) -> tuple[Absence, ...]:
    return tuple(one for one in member.absences if not one.is_over(now))


def _with(plan: Plan, before: Member, absences: tuple[Absence, ...], what: str, context: ChangeContext) -> Change:
    """Return the change of the member's absences, with who covers for them from now on, or no more."""
    listed = tuple(sorted(absences, key=lambda one: (one.start, one.absence_id)))
    change = member_change(what, before, before.model_copy(update={"absences": listed}), context)
    covers = (one for one in _with_new_covers(change.on(plan), context.at) if one.agent_id != before.agent_id)
    return replace(change, put=(*change.put, *covers))
