"""Decide how a merge is undone: what existed before returns to its lead, what came later stays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from shared.domain.kernel.contact import MAX_SHARED, Address, Card, Contact, Objection, widest
from shared.domain.kernel.errors import LeadErased, MergedAgain, NotMerged, UndoOver
from shared.domain.kernel.event_details import SeparatedDetail
from shared.domain.kernel.record import LeadId
from shared.domain.lead_records.attribution import count_wins
from shared.domain.lead_records.counters import CounterRow, count_event
from shared.domain.lead_records.decision import Decision, combine_changes, unchanged
from shared.domain.lead_records.inquiry import is_active_member
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.merging import UNDONE_WITHIN, MergeRecord
from shared.domain.lead_records.task import moved_to
from shared.domain.leads.checks import check_supervisor
from shared.domain.leads.claim import audit_transfer
from shared.domain.leads.close import free_workload
from shared.domain.leads.merge import BEFORE, INTO_BEFORE, Merge, filled
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.settings import Settings
from shared.domain.plan_records.workload import WorkloadChange

type HashesOf = Callable[[Contact], Sequence[tuple[str, ...]]]
"""Return the keyed hashes of each address of a contact, that of the key in force first."""
_SCALARS = ("message", "contacted_at", "appointment_at", "asked_again_at", "last_message_at", "do_not_contact")


def separate(
    lead: Lead, into: Lead | None, cards: Sequence[Card], me: Member, plan: Plan, now: datetime, *,
    hashes_of: HashesOf, audit_id: str, response_id: str,
) -> Merge:  # fmt: skip
    """Undo the merge of `lead` into `into`.

    The lead is its last owner's again if they are active, closed if it was, and else in the pool. `into` loses what it
    got, unless that was changed since. If it still has its owner by the merge, it goes to the pool. What was recorded
    since stays with it. Undoing twice changes nothing.

    Args:
        lead: as read, any state.
        into: the lead it was merged into, as read; None if it was merged into none.
        cards: of the addresses of both, as read.
        me: a Manager or the Rainmaker.
        plan: the current plan: what `me` may see, and who is active.
        now: UTC, from the shell's clock.
        hashes_of: hashes the addresses of a contact.
        audit_id: of the audit entry.
        response_id: for the response deadline, if the lead's owner still owes one.

    Raises:
        Missing: `me` may not see the lead.
        Forbidden: only Managers and Rainmakers undo merges.
        LeadErased: the person was erased.
        NotMerged: the lead was not merged.
        UndoOver: it was merged more than 30 days ago, or by an earlier release.
        MergedAgain: another merge came later.

    Source: docs/rules.md, "Merging" 5.
    """
    check_supervisor(lead, me, plan.settings)
    if lead.merged_into is None or into is None:
        if any(event.kind == SeparatedDetail.kind and event.detail.get("out_of") for event in lead.history):
            return Merge(unchanged(lead))
        raise NotMerged
    record = check_undo(lead, into, now)
    was = _former(lead, record.before, BEFORE)
    tasks = tuple(moved_to(lead.lead_id, task) for task in into.tasks if task.stored_with in lead.all_ids)
    left, gave_up = _left(into, lead, was, record, cards, hashes_of, me, now)
    back = _returned(lead, into, was, record, me, plan, now, response_id)
    withdrawn = record.objection is not None and into.objection is None
    objects = widest((None if withdrawn else lead.objection, *_objections(cards, back.contact, hashes_of)))
    back = back.model_copy(update={"tasks": tasks, "objection": objects})
    regained = (WorkloadChange(back.owner, open_leads=1),) if back.state == "owned" and back.owner else ()
    audit = audit_transfer("lead.separated", lead, me, now, audit_id, owner=back.owner).model_copy(
        update={"before": {"into": into.lead_id}, "after": {"state": back.state, "owner": back.owner}}
    )
    decision = Decision(
        back, workload_changes=combine_changes((*regained, *gave_up)), tasks=tasks, audit=audit,
        counters=(_uncount(lead, record, plan.settings), *count_wins(lead, back, now, plan.settings.zone)),
    )  # fmt: skip
    return Merge(decision, left, (), _cards(cards, back, left, record, hashes_of))


def check_undo(lead: Lead, into: Lead, now: datetime) -> MergeRecord:
    """Return what the lead keeps of its merge into `into`.

    Raises:
        LeadErased, UndoOver, MergedAgain: the merge cannot be undone.
    """
    if into.erased_at is not None:
        raise LeadErased
    if lead.merge is None or now > lead.merge.at + UNDONE_WITHIN:
        raise UndoOver
    if into.merged_into or not into.merged_from or into.merged_from[-1].lead_id != lead.lead_id:
        raise MergedAgain
    return lead.merge


def _returned(
    lead: Lead, into: Lead, was: Lead, record: MergeRecord, me: Member, plan: Plan, now: datetime, response_id: str
) -> Lead:
    """Return the lead as it was: closed, its last owner's, or in the pool."""
    out_of, by = into.lead_id, me.agent_id
    change: dict[str, Any] = {"conversation": was.conversation, "possible_duplicates": was.possible_duplicates}
    if was.state == "closed":
        detail = SeparatedDetail(out_of=out_of, outcome=was.outcome)
        apart: dict[str, Any] = {
            "merged_into": None,
            "merge": None,
            "won_at": was.won_at,
            "outcome": was.outcome,
            "closing": was.closing,
            "win": was.win,
        }
        return lead.with_event(detail, at=now, by=by, **change, **apart)
    if was.state == "owned" and was.owner and is_active_member(plan, was.owner):
        still = _has_by_merge(into, was, record)
        owes = was.response
        if owes is not None:
            stands = now < owes.due and (into.response is not None or not still)
            owes = owes.model_copy(update={"response_id": response_id}) if stands else None
        answered = into.answered_at if still else was.answered_at
        kept: dict[str, Any] = {"since": was.since, "via": was.via, "response": owes, "answered_at": answered,
                                "contacted_at": lead.contacted_at or answered}  # fmt: skip
        detail = SeparatedDetail(out_of=out_of, agent_id=was.owner)
        return lead.owned(detail, was.owner, at=now, by=by, **kept, **change)
    reason: Any = was.reason if was.state == "pooled" else "released"
    held = was.routes_at if was.state == "pooled" and was.routes_at and was.routes_at > now else None
    detail = SeparatedDetail(out_of=out_of, reason=reason)
    return lead.pooled(reason, at=now, by=by, detail=detail, routes_at=held).model_copy(update=change)


def _left(
    into: Lead, lead: Lead, was: Lead, record: MergeRecord, cards: Sequence[Card], hashes_of: HashesOf, me: Member,
    now: datetime,
) -> tuple[Lead, tuple[WorkloadChange, ...]]:  # fmt: skip
    """Return `into` without what it got, and the workload that it frees."""
    former = _former(into, record.into_before, INTO_BEFORE)
    change = _emptied(into, former, filled(former, _content(lead, was)))
    objection = _objection(into, former, record, _objections(cards, change["contact"], hashes_of))
    gone = {lead.lead_id, *(one.lead_id for one in lead.merged_from)}
    change |= {
        "objection": objection,
        "merged_from": tuple(one for one in into.merged_from if one.lead_id not in gone),
        "tasks": tuple(task for task in into.tasks if task.stored_with not in gone),
        "also_named": former.also_named,
        "possible_duplicates": former.possible_duplicates if lead.lead_id in former.possible_duplicates
        else into.possible_duplicates,
    }  # fmt: skip
    if not _has_by_merge(into, was, record):
        if change.get("contacted_at", into.contacted_at) is None:
            change["contacted_at"] = into.answered_at  # its own owner has reached out since
        return into.with_event(SeparatedDetail(lead_id=lead.lead_id), at=now, by=me.agent_id, **change), ()
    reason: Any = former.reason if former.state == "pooled" else "released"
    held = former.routes_at if former.state == "pooled" and former.routes_at and former.routes_at > now else None
    detail = SeparatedDetail(lead_id=lead.lead_id, reason=reason)
    pooled = into.pooled(reason, at=now, by=me.agent_id, detail=detail, routes_at=held).model_copy(update=change)
    return pooled, free_workload(into)


def _emptied(into: Lead, former: Lead, made: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of `into` without what the merge `made` of them, as far as nothing changed it since."""
    change = {name: getattr(former, name) for name in _SCALARS if getattr(into, name) == made[name]}
    lost = {name for name in made["attributes"] if name not in former.attributes}
    kept = {
        name: value for name, value in into.attributes.items()
        if name not in lost or value != made["attributes"][name]
    }  # fmt: skip
    new = [one for one in made["consents"] if one not in former.consents]
    talk, merged = into.conversation, made["conversation"]
    if talk and merged and (talk.opened_at, talk.waiting_since) == (merged.opened_at, merged.waiting_since):
        change["conversation"] = former.conversation
    return {
        **change,
        "contact": _contact(into.contact, former.contact, made["contact"]),
        "attributes": kept,
        "consents": tuple(one for one in into.consents if one not in new),
    }


def _contact(now: Contact, before: Contact, made: Contact) -> Contact:
    """Return the contact without the addresses that the merge added, and without a name that it gave."""
    name = before if (now.first_name, now.last_name) == (made.first_name, made.last_name) else now
    return Contact(
        first_name=name.first_name, last_name=name.last_name,
        emails=_without_added(now.emails, before.emails, made.emails),
        phones=_without_added(now.phones, before.phones, made.phones),
    )  # fmt: skip


def _without_added(
    now: tuple[Address, ...], before: tuple[Address, ...], made: tuple[Address, ...]
) -> tuple[Address, ...]:
    added = [one for one in made if one not in before]
    return tuple(one for one in now if one not in added)


def _objection(into: Lead, former: Lead, record: MergeRecord, of_cards: Iterable[Objection | None]) -> Objection | None:
    """Return what the person of `into` objects to: what was recorded since stays, and what their own addresses say."""
    if into.objection != record.objection:
        return into.objection
    return widest((former.objection, *of_cards))


def _objections(cards: Iterable[Card], contact: Contact, hashes_of: HashesOf) -> Iterable[Objection | None]:
    mine = {one for versions in hashes_of(contact) for one in versions}
    return [card.objection for card in cards if card.hash in mine]


def _has_by_merge(into: Lead, was: Lead, record: MergeRecord) -> bool:
    """Return whether `into` still has the owner that it got by the merge, by nothing else since."""
    return record.took is not None and into.state == "owned" and (into.owner, into.since) == (record.took, was.since)


def _cards(cards: Iterable[Card], back: Lead, left: Lead, record: MergeRecord, hashes_of: HashesOf) -> tuple[Card, ...]:
    """Return the changed cards of the lead's addresses: they lead to it again, unless `left` has had them all along."""
    by_hash = {card.hash: card for card in cards}
    shared = {one for versions in hashes_of(left.contact) for one in versions}
    changed = []
    for versions in hashes_of(back.contact):
        there = [by_hash[one] for one in versions if one in by_hash]
        if not there:
            changed.append(Card(hash=versions[0], current=back.lead_id, leads=(back.lead_id,)))
        for card in there:
            after = _card(card, back.lead_id, left.lead_id, shared=card.hash in shared, led=card.hash in record.led)
            changed += [after] if after != card else []
    return tuple(changed)


def _card(card: Card, lead_id: LeadId, other: LeadId, *, shared: bool, led: bool) -> Card:
    leads = [one for one in card.leads if shared or one != other]
    if lead_id not in leads:
        leads.append(lead_id)
    current = card.current
    if current is None or (current == other and (led or not shared)):
        current = lead_id
    return card.model_copy(update={"current": current, "leads": tuple(leads[-MAX_SHARED:])})


def _content(lead: Lead, was: Lead) -> Lead:
    """Return the lead with what it gave to the other."""
    return lead.model_copy(update={"conversation": was.conversation})


def _former(lead: Lead, before: dict[str, Any], names: frozenset[str]) -> Lead:
    return Lead.model_validate({**lead.model_dump(exclude={*names, "history", "offer"}), **before})


def _uncount(lead: Lead, record: MergeRecord, settings: Settings) -> CounterRow:
    """Take back that the lead was counted as merged, on the day of the merge."""
    row = count_event("merged", record.at, settings.zone, source_id=lead.source_id)
    return replace(row, counts={name: -count for name, count in row.counts.items()})
