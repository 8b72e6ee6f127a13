"""Decide how a lead is merged into another lead of the same person."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from pydantic import JsonValue

from shared.domain.kernel.audit import Audit
from shared.domain.kernel.contact import Card, widest
from shared.domain.kernel.errors import Invalid, LeadClosed
from shared.domain.kernel.event_details import MergedDetail
from shared.domain.kernel.record import LeadId
from shared.domain.lead_records.attribution import count_wins
from shared.domain.lead_records.consent import add_consents
from shared.domain.lead_records.decision import Decision, count_withdrawn_offer, unchanged
from shared.domain.lead_records.inquiry import MAX_ATTRIBUTES, json_size
from shared.domain.lead_records.lead import Lead
from shared.domain.leads.checks import check_merge, check_supervisor
from shared.domain.leads.claim import withdraw_offer
from shared.domain.leads.close import free_workload, mark_closed
from shared.domain.leads.conversations import merge_conversations
from shared.domain.leads.do_not_contact import apply_mark, merge_marks
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.settings import Settings

_LOC = ("body", "into")


@dataclass(frozen=True, slots=True)
class Merge:
    """The result of a merge: the closed lead, the lead it was merged into, and the changed cards of its addresses."""

    decision: Decision
    into: Lead | None = None
    cards: tuple[Card, ...] = ()


def merge(
    lead: Lead, into: Lead | None, cards: Collection[Card], me: Member, settings: Settings, now: datetime, *,
    audit_id: str,
) -> Merge:  # fmt: skip
    """Close `lead` as a duplicate of `into`, which gets the contact data, attributes and message that it lacked.

    The marks, objections and consents of both apply to `into`. Merging into the same lead again changes nothing.

    Args:
        lead: as read, any state.
        into: as read; None if there is no such lead.
        cards: of the lead's addresses, as read.
        me: a Manager or the Rainmaker.
        settings: the team's, which decide what `me` may see.
        now: UTC, from the shell's clock.
        audit_id: of the audit entry.

    Raises:
        Missing: `me` may not see the lead.
        Forbidden: only Managers and Rainmakers merge.
        Invalid: `into` does not exist, or is the lead itself.
        LeadClosed: `into` is closed, or the lead was merged into another.

    Source: docs/rules.md, "Entry" 6.
    """
    check_supervisor(lead, me, settings)
    if into is None:
        raise Invalid(_LOC, "lead_unknown", "There is no such lead.")
    if into.lead_id == lead.lead_id:
        raise Invalid(_LOC, "same_lead", "A lead cannot go into itself.")
    if lead.merged_into == into.lead_id:
        return Merge(unchanged(lead))
    check_merge(lead, me, settings, now)
    if into.state == "closed":
        raise LeadClosed
    audit = Audit(audit_id=audit_id, at=now, by=me.agent_id, what="lead.merged", subject=lead.lead_id,
                  before={"state": lead.state, "owner": lead.owner}, after={"into": into.lead_id})  # fmt: skip
    closed = _close_merged(lead, into, me, now)
    counted = (*count_withdrawn_offer(lead, now, settings.zone), *count_wins(lead, closed, now, settings.zone))
    decision = Decision(closed, workload_changes=free_workload(lead), counters=counted, audit=audit)
    return Merge(decision, _fill_lead(into, lead, cards, me, now), _redirect_cards(cards, lead.lead_id, into.lead_id))


def _close_merged(lead: Lead, into: Lead, me: Member, now: datetime) -> Lead:
    """Return the lead, closed, with the events `merged` and `closed`."""
    told = withdraw_offer(lead, me, now).with_event(
        MergedDetail(into=into.lead_id), at=now, by=me.agent_id,
        possible_duplicates=_without(lead.possible_duplicates, into.lead_id),
    )  # fmt: skip
    change = {"merged_into": into.lead_id, "won_at": lead.last_won_at}
    return mark_closed(told, "duplicate", me, now).model_copy(update=change)


def _fill_lead(into: Lead, lead: Lead, cards: Iterable[Card], me: Member, now: datetime) -> Lead:
    """Return `into` with what it lacked of `lead`, which may not say yet what its cards object to."""
    return into.with_event(
        MergedDetail(lead_id=lead.lead_id), at=now, by=me.agent_id,
        contact=into.contact.merged_with(lead.contact),
        attributes=_fill_attributes(into.attributes, lead.attributes),
        message=into.message or lead.message,
        last_activity_at=max(into.last_activity_at, lead.last_activity_at),
        possible_duplicates=_without(into.possible_duplicates, lead.lead_id),
        conversation=merge_conversations(into.conversation, lead.conversation),
        objection=widest((into.objection, lead.objection, *(card.objection for card in cards))),
        consents=add_consents(into.consents, lead.consents),
        contacted_at=into.contacted_at or lead.contacted_at,
        appointment_at=into.appointment_at or lead.appointment_at,
        **apply_mark(into, merge_marks(into.do_not_contact, lead.do_not_contact)),
    )  # fmt: skip


def _fill_attributes(attributes: dict[str, JsonValue], more: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """Add the missing attributes, as far as they fit into the size limit."""
    filled = dict(attributes)
    for name, value in more.items():
        if name not in filled and json_size({**filled, name: value}) <= MAX_ATTRIBUTES:
            filled[name] = value
    return filled


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


def _without(lead_ids: tuple[LeadId, ...], one: LeadId) -> tuple[LeadId, ...]:
    return tuple(lead_id for lead_id in lead_ids if lead_id != one)
