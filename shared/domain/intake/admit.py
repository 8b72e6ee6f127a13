"""Admitting: an inquiry becomes a new lead, or joins the lead that the person is already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import JsonValue

from shared.domain import access
from shared.domain.intake.recognise import KnownPerson, doubted, hidden, recognise
from shared.domain.kernel.audit import Audit
from shared.domain.kernel.contact import MAX_DOUBTS, MAX_SHARED, Card
from shared.domain.kernel.errors import AlreadyInTeam, Forbidden
from shared.domain.kernel.event import Event
from shared.domain.kernel.record import LeadId
from shared.domain.lead_records.counters import tally
from shared.domain.lead_records.decision import Decision, unchanged
from shared.domain.lead_records.inquiry import Inquiry, Place, ToMember, ToPool, is_active, size
from shared.domain.lead_records.lead import Lead
from shared.domain.leads.conversations import waiting
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.settings import Settings
from shared.domain.plan_records.workload import WorkloadChange

MAX_REPEATED = 4 * 1024  # bytes of attributes that one repeat adds to the history


@dataclass(frozen=True, slots=True)
class Admission:
    """What an inquiry came to: a lead with its counts, and the cards under which it will be found."""

    decision: Decision
    cards: tuple[Card, ...]
    repeat: bool


def admit(
    inquiry: Inquiry, place: Place, known: KnownPerson, plan: Plan, now: datetime, *, lead_id: LeadId, audit_id: str
) -> Admission:
    """Make a new lead of the inquiry, or add it to the lead the person is already.

    With the setting `repeat_leads: route` it is always a new one; the person's wish not to be contacted stays.

    Args:
        inquiry: with normalised addresses.
        place: where it goes if nobody has the person yet.
        known: what the table holds of these addresses.
        plan: as read, for who is active.
        now: UTC, from the shell's clock.
        lead_id: of the lead, if it is a new one.
        audit_id: of the audit entry, if it is assigned by hand.

    Source: docs/rules.md, "Entry" 2-3, 5-6 and 9.
    """
    lead, doubt = recognise(inquiry, known), doubted(inquiry, known)
    repeat = lead is not None and plan.settings.repeat_leads == "same_owner"
    if lead is not None and repeat:
        decision = _again(_doubting(lead, doubt), inquiry, place, plan, now, audit_id, _told(doubt))
    else:
        mark = lead.do_not_contact if lead else None
        new = _new(inquiry, lead_id, now, _told(doubt)).model_copy(update={"do_not_contact": mark})
        decision = _placed(_doubting(new, doubt), inquiry, place, plan, now, audit_id)
    return Admission(decision, _turned(inquiry, known, decision.lead.lead_id), repeat)


def admit_by_hand(
    inquiry: Inquiry, place: Place, known: KnownPerson, plan: Plan, me: Member, now: datetime, *, lead_id: LeadId,
    audit_id: str,
) -> Admission:  # fmt: skip
    """Admit what `me` entered by hand, without telling of leads that `me` may not see.

    Raises:
        AlreadyInTeam: the person is a lead that `me` may not see.
        Forbidden: `me` would take a lead out of a pool they may not see.

    Source: docs/rules.md, "Entry" 5-7.
    """
    if hidden(inquiry, known, me, plan.settings):
        raise AlreadyInTeam
    admission = admit(inquiry, place, known, plan, now, lead_id=lead_id, audit_id=audit_id)
    before = known.leads.get(admission.decision.lead.lead_id)
    leaves_pool = before is not None and before.state == "pooled" and isinstance(place, ToMember)
    if leaves_pool and not access.may_see_pool(me, plan.settings):
        raise Forbidden
    return admission


def attempted(lead: Lead, me: Member, settings: Settings, now: datetime) -> Decision:
    """Write down that `me` tried to enter the person of a lead they may not see, for Managers to be told.

    Once a day, by the team's time, is enough; whatever is under way with the lead goes on.

    Source: docs/rules.md, "Entry" 7.
    """
    day = now.astimezone(settings.zone).date()
    today = {agent_id: on for agent_id, on in lead.attempted.items() if on >= day}
    if me.agent_id in today:
        return unchanged(lead)
    return Decision(lead.become("attempted", at=now, by=me.agent_id, attempted={**today, me.agent_id: day}))


def _doubting(lead: Lead, doubt: LeadId | None) -> Lead:
    """The lead, remembering another that may be the same person."""
    if doubt is None:
        return lead
    others = tuple(one for one in lead.possible_duplicates if one != doubt)
    return lead.model_copy(update={"possible_duplicates": (*others, doubt)[-MAX_DOUBTS:]})


def _told(doubt: LeadId | None) -> dict[str, JsonValue]:
    return {"possible_duplicate": doubt} if doubt else {}


def _new(inquiry: Inquiry, lead_id: LeadId, now: datetime, told: dict[str, JsonValue]) -> Lead:
    return Lead(
        lead_id=lead_id,
        since=now,
        contact=inquiry.contact,
        source_id=inquiry.source_id,
        source_title=inquiry.source_title,
        attributes=dict(inquiry.attributes),
        message=inquiry.message,
        created_at=now,
        last_activity_at=now,
        conversation=waiting(None, now),
        history=(Event(at=now, kind="received", by=inquiry.by, detail=told),),
        todo="route",
        tell="received",
    )


def _placed(lead: Lead, inquiry: Inquiry, place: Place, plan: Plan, now: datetime, audit_id: str) -> Decision:
    """An unrouted lead, put where it shall go."""
    if isinstance(place, ToPool):
        cause = {"cause": place.cause} if place.cause else None
        return Decision(lead.pooled(place.reason, at=now, by=inquiry.by, detail=cause))
    if not isinstance(place, ToMember):
        return Decision(lead)
    detail = {"agent_id": place.agent_id, **({"reason": place.reason} if place.reason else {})}
    owned = lead.become("assigned", at=now, by=inquiry.by, detail=detail, state="owned", owner=place.agent_id,
                        reason=place.reason, since=now)  # fmt: skip
    loads = (WorkloadChange(place.agent_id, open_leads=1),)
    if place.reason:
        return Decision(owned, loads)
    counted = tally("hand_assigned", now, plan.settings.zone, agent_id=place.agent_id, source_id=lead.source_id)
    audit = Audit(audit_id=audit_id, at=now, by=inquiry.by, what="lead.assigned", subject=lead.lead_id,
                  before={"owner": None}, after={"owner": place.agent_id})  # fmt: skip
    return Decision(owned, loads, tallies=(counted,), audit=audit)


def _again(
    lead: Lead, inquiry: Inquiry, place: Place, plan: Plan, now: datetime, audit_id: str, told: dict[str, JsonValue]
) -> Decision:
    """The person asked again: an owner keeps the lead, an offer stands, the pool and the archive let go of it."""
    if lead.state == "pooled" and not isinstance(place, ToPool):
        again = _repeated(lead.anew(), inquiry, now, told, **_unrouted(inquiry))
        return _placed(again, inquiry, place, plan, now, audit_id)
    repeated = _repeated(lead, inquiry, now, told)
    if lead.state != "closed":
        return Decision(repeated)
    if lead.owner and is_active(plan, lead.owner):
        detail = {"agent_id": lead.owner}
        reopened = repeated.anew().become("reopened", at=now, by=inquiry.by, detail=detail, state="owned", reason=None)
        return Decision(reopened, loads=(WorkloadChange(lead.owner, open_leads=1),))
    reopened = repeated.anew().become("reopened", at=now, by=inquiry.by, **_unrouted(inquiry))
    return _placed(reopened, inquiry, place, plan, now, audit_id)


def _repeated(lead: Lead, inquiry: Inquiry, now: datetime, told: dict[str, JsonValue], **change: Any) -> Lead:
    """The lead with what it lacked, and the inquiry in its history.

    All that may tell who the person is stands under `inquiry` there, for whoever shows the history to leave out.
    """
    asked: dict[str, JsonValue] = {
        **({"message": inquiry.message} if inquiry.message else {}),
        **({"attributes": kept} if (kept := _within(inquiry.attributes, MAX_REPEATED)) else {}),
    }
    detail = {"source_id": inquiry.source_id, **({"inquiry": asked} if asked else {}), **told}
    return lead.become(
        "repeated", at=now, by=inquiry.by, detail=detail, contact=lead.contact.merged_with(inquiry.contact),
        attributes=lead.attributes or dict(inquiry.attributes), message=lead.message or inquiry.message,
        last_activity_at=now, asked_again_at=now, conversation=waiting(lead.conversation, now), **change,
    )  # fmt: skip


def _unrouted(inquiry: Inquiry) -> dict[str, Any]:
    """What sends a lead to routing, by the source the person came from now."""
    source = {"source_id": inquiry.source_id, "source_title": inquiry.source_title} if inquiry.source_id else {}
    return {"state": "unrouted", "reason": None, "owner": None, **source}


def _turned(inquiry: Inquiry, known: KnownPerson, lead_id: LeadId) -> tuple[Card, ...]:
    """The cards that are new, or did not point to this lead: every address of an inquiry leads to where it went."""
    cards: list[Card] = []
    for hashed in dict.fromkeys((*inquiry.emails, *inquiry.phones)):
        card = known.cards.get(hashed)
        if card is None:
            cards.append(Card(hash=hashed, current=lead_id, leads=(lead_id,)))
        elif card.current != lead_id:
            others = tuple(other for other in card.leads if other != lead_id)
            cards.append(card.model_copy(update={"current": lead_id, "leads": (*others, lead_id)[-MAX_SHARED:]}))
    return tuple(cards)


def _within(attributes: Mapping[str, JsonValue], limit: int) -> dict[str, JsonValue]:
    """The attributes as far as they take no more than `limit` bytes: a lead must stay storable."""
    told: dict[str, JsonValue] = {}
    for name, value in attributes.items():
        if size({**told, name: value}) <= limit:
            told[name] = value
    return told
