"""Admit an inquiry: make a new lead of it, or add it to the lead that the person is already.

Who the person is, is decided in `recognise`; which route or agent gets the lead, in `routing`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from pydantic import JsonValue

from shared.domain import access
from shared.domain.intake.recognise import (
    KnownPerson,
    hidden_lead,
    knows_person,
    objection_to,
    possible_duplicate,
    recognise,
)
from shared.domain.kernel.audit import Audit
from shared.domain.kernel.contact import MAX_DOUBTS, MAX_SHARED, Card, Contact, widest
from shared.domain.kernel.errors import AlreadyInTeam, Forbidden
from shared.domain.kernel.event import Event
from shared.domain.kernel.event_details import (
    AssignedDetail,
    AttemptedDetail,
    ReceivedDetail,
    ReopenedDetail,
    RepeatedDetail,
)
from shared.domain.kernel.record import LeadId
from shared.domain.lead_records.attribution import count_wins
from shared.domain.lead_records.consent import Consent, add_consents
from shared.domain.lead_records.counters import count_event
from shared.domain.lead_records.decision import Decision, unchanged
from shared.domain.lead_records.inquiry import Inquiry, Place, ToMember, ToPool, fitting, is_active_member
from shared.domain.lead_records.lead import Lead
from shared.domain.leads.conversations import start_waiting
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.probes import SOURCE as PROBES
from shared.domain.plan_records.settings import Settings
from shared.domain.plan_records.workload import WorkloadChange

MAX_REPEATED = 4 * 1024  # bytes of attributes that one repeat adds to the history


@dataclass(frozen=True, slots=True)
class Admission:
    """The result of an inquiry: the decision about its lead, the changed cards, and whether the person was known."""

    decision: Decision
    cards: tuple[Card, ...]
    repeat: bool


def admit(
    inquiry: Inquiry, place: Place, known: KnownPerson, plan: Plan, now: datetime, *, lead_id: LeadId, audit_id: str
) -> Admission:
    """Make a new lead of the inquiry, or add it to the lead that the person is already.

    With the setting `repeat_leads: route` it is always a new lead; a mark not to contact the person is kept. Whoever
    objects may ask all the same: the lead then says what they object to. An inquiry that anybody may have sent changes
    no contact, and no address that is known leads to another person from now on.

    Args:
        inquiry: with normalised addresses.
        place: where the lead goes, unless the person has a lead under way.
        known: the stored cards and leads of these addresses.
        plan: as read, for who is active.
        now: UTC, from the shell's clock.
        lead_id: for a new lead.
        audit_id: for the audit entry, if the lead is assigned by hand.

    Source: docs/rules.md, "Entry" 2-3, 5-6, 9 and 15, "Consent and objections" 4.
    """
    lead, duplicate = recognise(inquiry, known), possible_duplicate(inquiry, known)
    objection = objection_to(inquiry, known)
    repeat = lead is not None and plan.settings.repeat_leads == "same_owner"
    if lead is not None and repeat:
        marked = lead.model_copy(update={"objection": widest((lead.objection, objection))})
        decision = _join(_with_possible_duplicate(marked, duplicate), inquiry, place, plan, now, audit_id, duplicate)
    else:
        marks = {"do_not_contact": lead.do_not_contact if lead else None, "objection": objection}
        new = _new_lead(inquiry, lead_id, now, duplicate).model_copy(update=marks)
        decision = place_lead(_with_possible_duplicate(new, duplicate), inquiry, place, plan, now, audit_id)
    admission = Admission(decision, _updated_cards(inquiry, known, decision.lead.lead_id), repeat)
    return _without_claims(admission, inquiry, known, plan.settings) if inquiry.by_anybody else admission


def admit_by_hand(
    inquiry: Inquiry, place: Place, known: KnownPerson, plan: Plan, me: Member, now: datetime, *, lead_id: LeadId,
    audit_id: str,
) -> Admission:  # fmt: skip
    """Admit an inquiry that `me` entered by hand, without revealing leads that `me` may not see.

    A repeat changes no contact, and no address that is known leads to another person from now on: what `me` says of
    somebody is no proof.

    Args:
        inquiry: with normalised addresses.
        place: where the lead goes, unless the person has a lead under way.
        known: the stored cards and leads of these addresses.
        plan: as read.
        me: the member who entered it.
        now: UTC, from the shell's clock.
        lead_id: for a new lead.
        audit_id: for the audit entry, if the lead is assigned by hand.

    Raises:
        AlreadyInTeam: the person is a lead that `me` may not see, or sees masked.
        Forbidden: `me` would take a lead out of the pool, which they may not see.

    Source: docs/rules.md, "Entry" 5-7.
    """
    if hidden_lead(inquiry, known, me, plan.settings):
        raise AlreadyInTeam
    admission = admit(inquiry, place, known, plan, now, lead_id=lead_id, audit_id=audit_id)
    before = known.leads.get(admission.decision.lead.lead_id)
    admission = _without_claims(admission, inquiry, known, plan.settings, me)
    leaves_pool = before is not None and before.state == "pooled" and isinstance(place, ToMember)
    if leaves_pool and not access.may_see_pool(me, plan.settings):
        raise Forbidden
    return admission


def _without_claims(
    admission: Admission, inquiry: Inquiry, known: KnownPerson, settings: Settings, me: Member | None = None
) -> Admission:
    """Leave a person's contact as it was, and the addresses of persons theirs whom `me`, if anybody, may not know."""
    before = known.leads.get(admission.decision.lead.lead_id)
    if before is not None:
        kept = admission.decision.lead.model_copy(update={"contact": before.contact})
        return replace(admission, decision=replace(admission.decision, lead=kept), cards=())
    if settings.repeat_leads == "route":  # every inquiry is a lead, and the next one is compared with it
        return admission
    return replace(admission, cards=tuple(_shared(card, inquiry, known, settings, me) for card in admission.cards))


def _shared(card: Card, inquiry: Inquiry, known: KnownPerson, settings: Settings, me: Member | None) -> Card:
    """Return the card; it still leads to whom it led before, unless `me` knows them."""
    stored = (known.cards[one] for one in inquiry.all_hashes(card.hash) if one in known.cards)
    led = (known.leads.get(one.current) for one in stored if one.current)
    lead = next((one for one in led if one), None)
    if lead is None or (me and knows_person(lead, me, settings)):
        return card
    return card.model_copy(update={"current": lead.lead_id})


def record_attempt(lead: Lead, me: Member, settings: Settings, now: datetime) -> Decision:
    """Record that `me` tried to enter the person of a lead they may not see, so that Managers are notified.

    Record it once per local day at most. The lead's state does not change.

    Source: docs/rules.md, "Entry" 7.
    """
    day = now.astimezone(settings.zone).date()
    today = {agent_id: on for agent_id, on in lead.attempted.items() if on >= day}
    if me.agent_id in today:
        return unchanged(lead)
    return Decision(lead.with_event(AttemptedDetail(), at=now, by=me.agent_id, attempted={**today, me.agent_id: day}))


def _with_possible_duplicate(lead: Lead, duplicate: LeadId | None) -> Lead:
    """Add the id of another lead that may be the same person."""
    if duplicate is None:
        return lead
    others = tuple(one for one in lead.possible_duplicates if one != duplicate)
    return lead.model_copy(update={"possible_duplicates": (*others, duplicate)[-MAX_DOUBTS:]})


def with_statements(known: tuple[Consent, ...], inquiry: Inquiry, now: datetime) -> tuple[Consent, ...]:
    """Return the person's statements of consent with those of the inquiry.

    Source: docs/rules.md, "Consent and objections" 1-2.
    """
    stated = (Consent.of(one, source=inquiry.source_title, by=inquiry.by, now=now) for one in inquiry.consents)
    return add_consents(known, stated)


def _new_lead(inquiry: Inquiry, lead_id: LeadId, now: datetime, duplicate: LeadId | None) -> Lead:
    return Lead(
        lead_id=lead_id,
        since=now,
        contact=inquiry.contact,
        source_id=inquiry.source_id,
        source_title=inquiry.source_title,
        attributes=dict(inquiry.attributes),
        message=inquiry.message,
        consents=with_statements((), inquiry, now),
        created_at=now,
        last_activity_at=now,
        conversation=start_waiting(None, now),
        history=(Event.of(ReceivedDetail(possible_duplicate=duplicate), at=now, by=inquiry.by),),
        origin="synthetic" if inquiry.source_id == PROBES else None,
        todo="route",
        tell="received",
    )


def place_lead(lead: Lead, inquiry: Inquiry, place: Place, plan: Plan, now: datetime, audit_id: str) -> Decision:
    """Send an unrouted lead to its place: the pool, a member, or routing."""
    if isinstance(place, ToPool):
        return Decision(lead.pooled(place.reason, at=now, by=inquiry.by))
    if not isinstance(place, ToMember):
        return Decision(lead)
    assigned = AssignedDetail(agent_id=place.agent_id, reason=place.reason)
    owned = lead.with_event(assigned, at=now, by=inquiry.by, state="owned", owner=place.agent_id, reason=place.reason,
                        since=now)  # fmt: skip
    loads = (WorkloadChange(place.agent_id, open_leads=1),)
    if place.reason:
        return Decision(owned, loads)
    counted = count_event("hand_assigned", now, plan.settings.zone, agent_id=place.agent_id, source_id=lead.source_id)
    audit = Audit(audit_id=audit_id, at=now, by=inquiry.by, what="lead.assigned", subject=lead.lead_id,
                  before={"owner": None}, after={"owner": place.agent_id})  # fmt: skip
    return Decision(owned, loads, counters=(counted,), audit=audit)


def _join(
    lead: Lead, inquiry: Inquiry, place: Place, plan: Plan, now: datetime, audit_id: str, duplicate: LeadId | None
) -> Decision:
    """Add the inquiry to the person's lead.

    An owner keeps the lead, and an open offer stands. A pooled or closed lead starts again, the closed one with its
    last owner if they are active.
    """
    if lead.state == "pooled" and not isinstance(place, ToPool):
        again = _with_inquiry(lead.with_routing_reset(), inquiry, now, duplicate, **_to_routing(inquiry))
        return place_lead(again, inquiry, place, plan, now, audit_id)
    repeated = _with_inquiry(lead, inquiry, now, duplicate)
    if lead.state != "closed":
        return Decision(repeated)
    wins = partial(count_wins, lead, at=now, zone=plan.settings.zone)
    if lead.owner and is_active_member(plan, lead.owner):
        to_owner = ReopenedDetail(agent_id=lead.owner)
        reopened = repeated.with_routing_reset().with_event(to_owner, at=now, by=inquiry.by, state="owned", reason=None)
        change = WorkloadChange(lead.owner, open_leads=1)
        return Decision(reopened, workload_changes=(change,), counters=wins(reopened))
    reopened = repeated.with_routing_reset().with_event(ReopenedDetail(), at=now, by=inquiry.by, **_to_routing(inquiry))
    placed = place_lead(reopened, inquiry, place, plan, now, audit_id)
    return replace(placed, counters=(*placed.counters, *wins(placed.lead)))


def _with_inquiry(lead: Lead, inquiry: Inquiry, now: datetime, duplicate: LeadId | None, **change: Any) -> Lead:
    """Fill in what the lead lacks, and add the inquiry to its history.

    Personal data goes under `inquiry` there, so that the history can be shown without it.
    """
    contact = lead.contact if inquiry.by_anybody else lead.contact.merged_with(inquiry.contact)
    personal: dict[str, JsonValue] = {
        **_other_name(contact, inquiry.contact),
        **({"message": inquiry.message} if inquiry.message else {}),
        **({"attributes": kept} if (kept := fitting(inquiry.attributes, MAX_REPEATED)) else {}),
    }
    return lead.with_event(
        RepeatedDetail(source_id=inquiry.source_id, inquiry=personal, possible_duplicate=duplicate),
        at=now, by=inquiry.by,
        contact=contact,
        attributes=lead.attributes or dict(inquiry.attributes), message=lead.message or inquiry.message,
        consents=with_statements(lead.consents, inquiry, now),
        last_activity_at=now, asked_again_at=now, conversation=start_waiting(lead.conversation, now), **change,
    )  # fmt: skip


def _other_name(known: Contact, given: Contact) -> dict[str, JsonValue]:
    """Return the name that a repeat gives if it has a word that the known name lacks; else nothing.

    It is kept and offered as a correction: families share addresses, and people give more of their name later.

    Source: docs/rules.md, "Entry" 6.
    """
    if {*given.words} <= {*known.words}:
        return {}
    return {"name": {"first_name": given.first_name, "last_name": given.last_name}}


def _to_routing(inquiry: Inquiry) -> dict[str, Any]:
    """Return the changes that send a lead to routing, with the source of the new inquiry."""
    source = {"source_id": inquiry.source_id, "source_title": inquiry.source_title} if inquiry.source_id else {}
    return {"state": "unrouted", "reason": None, "owner": None, **source}


def _updated_cards(inquiry: Inquiry, known: KnownPerson, lead_id: LeadId) -> tuple[Card, ...]:
    """Return the cards to write so that every address of the inquiry points to this lead."""
    cards: list[Card] = []
    for hashed in dict.fromkeys((*inquiry.emails, *inquiry.phones)):
        card = known.cards.get(hashed)
        if card is None:
            earlier = [known.cards[one] for one in inquiry.earlier.get(hashed, ()) if one in known.cards]
            leads = dict.fromkeys(one for old in reversed(earlier) for one in (*old.leads, old.current) if one)
            others = tuple(one for one in leads if one != lead_id)
            cards.append(Card(hash=hashed, current=lead_id, leads=(*others, lead_id)[-MAX_SHARED:]))
        elif card.current != lead_id:
            others = tuple(other for other in card.leads if other != lead_id)
            cards.append(card.model_copy(update={"current": lead_id, "leads": (*others, lead_id)[-MAX_SHARED:]}))
    return tuple(cards)
