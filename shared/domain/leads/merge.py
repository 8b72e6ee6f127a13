"""Decide how a lead is merged into another lead of the same person.

How a merge is undone is decided in `separate`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import JsonValue

from shared.domain.kernel import limits
from shared.domain.kernel.audit import Audit
from shared.domain.kernel.contact import Card, widest
from shared.domain.kernel.errors import Invalid, LeadClosed, TooManyTasks
from shared.domain.kernel.event_details import MergedDetail
from shared.domain.kernel.record import AgentId, LeadId
from shared.domain.lead_records.attribution import count_wins
from shared.domain.lead_records.consent import add_consents
from shared.domain.lead_records.counters import count_event
from shared.domain.lead_records.decision import Decision, combine_changes, count_withdrawn_offer, unchanged
from shared.domain.lead_records.inquiry import MAX_ATTRIBUTES, json_size
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.merging import MergedLead, MergeRecord
from shared.domain.lead_records.routed import Routed
from shared.domain.lead_records.task import MAX_TASKS, Task, moved_to
from shared.domain.leads.checks import check_not_merged, check_supervisor
from shared.domain.leads.claim import withdraw_offer
from shared.domain.leads.close import free_workload, mark_closed
from shared.domain.leads.conversations import merge_conversations
from shared.domain.leads.do_not_contact import apply_mark, merge_marks
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.settings import Settings
from shared.domain.plan_records.workload import WorkloadChange

MAX_ALSO_NAMED = 10  # words
# What undoing restores: of the lead that was merged, and of the other one.
BEFORE = frozenset({
    "state", "since", "reason", "owner", "via", "response", "routes_at", "conversation", "answered_at", "pool_told",
    "outcome", "closing", "won_at", "win", "possible_duplicates",
})  # fmt: skip
INTO_BEFORE = frozenset({
    "state", "reason", "routes_at", "contact", "attributes", "message", "conversation", "consents", "objection",
    "do_not_contact", "contacted_at", "appointment_at", "asked_again_at", "last_message_at", "possible_duplicates",
    "also_named",
})  # fmt: skip
_LOC = ("body", "into")


@dataclass(frozen=True, slots=True)
class Merge:
    """The result of a merge, or of undoing one: the lead, the other lead, and the changed cards of their addresses.

    Attributes:
        decision: on the lead, with all that is counted.
        into: the other lead; None if nothing changes. It is written with these `tasks`.
        cards: the changed cards.
    """

    decision: Decision
    into: Lead | None = None
    tasks: tuple[Task, ...] = ()
    cards: tuple[Card, ...] = ()


def merge(
    lead: Lead, into: Lead | None, cards: Collection[Card], me: Member, settings: Settings, now: datetime, *,
    audit_id: str, response_id: str,
) -> Merge:  # fmt: skip
    """Close `lead` as a duplicate of `into`, with which it is read as one from then on.

    `into` gets the contact data, attributes and message that it lacked, the open tasks, and the lead's owner if it has
    none. The marks, objections and consents of both apply to it. Merging into the same lead again changes nothing.

    Args:
        lead: as read, any state.
        into: as read; None if there is no such lead.
        cards: of the lead's addresses, as read.
        me: a Manager or the Rainmaker.
        settings: the team's, which decide what `me` may see.
        now: UTC, from the shell's clock.
        audit_id: of the audit entry.
        response_id: for the response deadline, if `into` gets an owner who owes one.

    Raises:
        Missing: `me` may not see the lead.
        Forbidden: only Managers and Rainmakers merge.
        Invalid: `into` does not exist, or is the lead itself, or too many leads went into it.
        LeadMerged: one of the two was merged into another.
        LeadClosed: `into` is closed.
        TooManyTasks: together they have more open tasks than a lead may have.

    Source: docs/rules.md, "Merging".
    """
    check_supervisor(lead, me, settings)
    if into is None:
        raise Invalid(_LOC, "lead_unknown", "There is no such lead.")
    if into.lead_id == lead.lead_id:
        raise Invalid(_LOC, "same_lead", "A lead cannot go into itself.")
    if lead.merged_into == into.lead_id:
        return Merge(unchanged(lead))
    check_not_merged(lead)
    _check_into(into, lead, me, settings)
    took = lead.owner if lead.state == "owned" and into.state != "owned" else None
    joined = _join(into, lead, cards, me, now, took=took, response_id=response_id)
    record = _record(lead, into, joined, cards, me, now, took)
    audit = Audit(audit_id=audit_id, at=now, by=me.agent_id, what="lead.merged", subject=lead.lead_id,
                  before={"state": lead.state, "owner": lead.owner},
                  after={"into": into.lead_id, "owner": joined.owner})  # fmt: skip
    moves = (WorkloadChange(took, open_leads=1), *free_workload(into)) if took else ()
    closed = _close_merged(lead, joined, record, me, now)
    counters = (
        count_event("merged", now, settings.zone, source_id=lead.source_id),
        *count_wins(lead, closed, now, settings.zone),
        *count_withdrawn_offer(lead, now, settings.zone),
        *(count_withdrawn_offer(into, now, settings.zone) if took else ()),
    )
    decision = Decision(
        closed,
        workload_changes=combine_changes((*free_workload(lead), *moves)), counters=counters, audit=audit,
    )  # fmt: skip
    tasks = joined.tasks[len(into.tasks) :]
    return Merge(decision, joined, tasks, _redirect_cards(cards, lead.lead_id, into.lead_id))


def filled(into: Lead, lead: Lead) -> dict[str, Any]:
    """Return what `into` is once it has got what it lacked of `lead`, but for objections, tasks and the mark."""
    return {
        "contact": into.contact.merged_with(lead.contact),
        "attributes": _fill_attributes(into.attributes, lead.attributes),
        "message": into.message or lead.message,
        "conversation": merge_conversations(into.conversation, lead.conversation),
        "consents": add_consents(into.consents, lead.consents),
        "do_not_contact": merge_marks(into.do_not_contact, lead.do_not_contact),
        "contacted_at": into.contacted_at or lead.contacted_at,
        "appointment_at": into.appointment_at or lead.appointment_at,
        "asked_again_at": _latest(into.asked_again_at, lead.asked_again_at),
        "last_message_at": _latest(into.last_message_at, lead.last_message_at),
        "also_named": _also_named(into, lead),
    }


def _check_into(into: Lead, lead: Lead, me: Member, settings: Settings) -> None:
    check_supervisor(into, me, settings)
    check_not_merged(into)
    if into.state == "closed":
        raise LeadClosed
    limits.MERGED.check(len(into.merged_from) + len(lead.merged_from), _LOC)
    if len(into.tasks) + len(lead.tasks) > MAX_TASKS:
        raise TooManyTasks


def _record(
    lead: Lead, into: Lead, joined: Lead, cards: Iterable[Card], me: Member, now: datetime, took: AgentId | None
) -> MergeRecord:
    return MergeRecord(
        at=now, by=me.agent_id, took=took, objection=joined.objection,
        before=lead.model_dump(mode="json", include=set(BEFORE), exclude_defaults=True),
        into_before=into.model_dump(mode="json", include=set(INTO_BEFORE), exclude_defaults=True),
        led=tuple(sorted(card.hash for card in cards if card.current == lead.lead_id)),
    )  # fmt: skip


def _close_merged(lead: Lead, joined: Lead, record: MergeRecord, me: Member, now: datetime) -> Lead:
    """Return the lead, closed, with the events `merged` and `closed`."""
    detail = MergedDetail(into=joined.lead_id, agent_id=joined.owner, joined=True)
    told = withdraw_offer(lead, me, now).with_event(
        detail, at=now, by=me.agent_id, possible_duplicates=_without(lead.possible_duplicates, joined.lead_id)
    )
    change = {"merged_into": joined.lead_id, "merge": record, "won_at": lead.last_won_at, "tasks": ()}
    return mark_closed(told, "duplicate", me, now).model_copy(update=change)


def _join(
    into: Lead, lead: Lead, cards: Iterable[Card], me: Member, now: datetime, *, took: AgentId | None, response_id: str
) -> Lead:
    """Return `into` with what it lacked of `lead`, which may not say yet what its cards object to."""
    owes = lead.response if took else into.response
    if took and owes:
        owes = owes.model_copy(update={"response_id": response_id}) if now < owes.due else None
    more = filled(into, lead)
    change = {
        **more,
        "last_activity_at": max(into.last_activity_at, lead.last_activity_at),
        "possible_duplicates": _without(into.possible_duplicates, lead.lead_id),
        "objection": widest((into.objection, lead.objection, *(card.objection for card in cards))),
        "merged_from": (*into.merged_from, *lead.merged_from,
                        MergedLead(lead_id=lead.lead_id, at=now, by=me.agent_id)),
        "tasks": (*into.tasks, *(moved_to(into.lead_id, task) for task in lead.tasks)),
        "response": owes,
        **apply_mark(into.model_copy(update={"response": owes}), more["do_not_contact"]),
    }  # fmt: skip
    if took is None:
        detail = MergedDetail(lead_id=lead.lead_id, agent_id=into.owner, joined=True)
        return into.with_event(detail, at=now, by=me.agent_id, **change)
    detail = MergedDetail(lead_id=lead.lead_id, agent_id=took, took=True, route_id=lead.via, joined=True)
    routed = Routed(route_id=lead.via, agent_id=took) if lead.via else into.routed_last
    kept: dict[str, Any] = {"since": lead.since, "via": lead.via, "answered_at": lead.answered_at, "routed": routed}
    return withdraw_offer(into, me, now).owned(detail, took, at=now, by=me.agent_id, **kept, **change)


def _also_named(into: Lead, lead: Lead) -> tuple[str, ...]:
    """Return the words of names by which the person is found beside the name of `into`."""
    known = into.contact.merged_with(lead.contact).words
    words = dict.fromkeys((*into.also_named, *lead.contact.words, *lead.also_named))
    return tuple(one for one in words if one not in known)[:MAX_ALSO_NAMED]


def _fill_attributes(attributes: dict[str, JsonValue], more: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """Add the missing attributes, as far as they fit into the size limit."""
    all_of_them = dict(attributes)
    for name, value in more.items():
        if name not in all_of_them and json_size({**all_of_them, name: value}) <= MAX_ATTRIBUTES:
            all_of_them[name] = value
    return all_of_them


def _redirect_cards(cards: Iterable[Card], gone: LeadId, into: LeadId) -> tuple[Card, ...]:
    """Replace the lead `gone` by `into` on every card that names it."""
    return tuple(
        card.model_copy(
            update={
                "current": into if card.current == gone else card.current,
                "leads": tuple(dict.fromkeys(into if one == gone else one for one in card.leads)),
            }
        )
        for card in cards
        if gone in card.all_leads
    )


def _latest(one: datetime | None, other: datetime | None) -> datetime | None:
    return max((at for at in (one, other) if at), default=None)


def _without(lead_ids: tuple[LeadId, ...], one: LeadId) -> tuple[LeadId, ...]:
    return tuple(lead_id for lead_id in lead_ids if lead_id != one)
