"""Admitting: an inquiry becomes a new lead, or joins the lead that the person is already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import JsonValue

from shared.domain import see
from shared.domain.audit import Audit
from shared.domain.contact import Address, Card, Contact, fold
from shared.domain.decision import Decision
from shared.domain.errors import AlreadyInTeam, Forbidden
from shared.domain.inquiry import Inquiry, Place, ToMember, ToPool, is_active, size
from shared.domain.lead import Event, Lead
from shared.domain.load import LoadChange
from shared.domain.member import Member
from shared.domain.plan import Plan
from shared.domain.record import LeadId
from shared.domain.tally import tally

MAX_ADDRESSES = 10  # of one kind, on one lead
MAX_SHARED = 10  # leads that one address remembers: an office's phone may belong to hundreds
MAX_REPEATED = 4 * 1024  # bytes of attributes that one repeat adds to the history


@dataclass(frozen=True, slots=True)
class Known:
    """What the table knows of the contact: cards by their keyed hash, and the leads they name."""

    cards: Mapping[str, Card] = field(default_factory=dict)
    leads: Mapping[LeadId, Lead] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Admission:
    """What an inquiry came to: a lead with its counts, and the cards under which it will be found."""

    decision: Decision
    cards: tuple[Card, ...]
    repeat: bool


def recognise(inquiry: Inquiry, known: Known) -> Lead | None:
    """The lead this person is already: the e-mail's, else the phone's unless the first names differ.

    Source: docs/rules.md, "Entry" 6.
    """
    for card in _cards(inquiry.emails, known):
        if card.current in known.leads:
            return known.leads[card.current]
    for card in _cards(inquiry.phones, known):
        for lead_id in (card.current, *reversed(card.leads)):
            lead = known.leads.get(lead_id)
            if lead and _same_name(lead.contact, inquiry.contact):
                return lead
    return None


def admit(
    inquiry: Inquiry, place: Place, known: Known, plan: Plan, now: datetime, *, lead_id: LeadId, audit_id: str
) -> Admission:
    """Make a new lead of the inquiry, or add it to the lead the person is already.

    Args:
        inquiry: with normalised addresses.
        place: where it goes if nobody has the person yet.
        known: what the table holds of these addresses.
        plan: as read, for who is active.
        now: UTC, from the shell's clock.
        lead_id: of the lead, if it is a new one.
        audit_id: of the audit entry, if it is assigned by hand.

    Source: docs/rules.md, "Entry" 2-3 and 5-6.
    """
    lead = recognise(inquiry, known)
    if lead is None:
        decision = _placed(_new(inquiry, lead_id, now), inquiry, place, plan, now, audit_id)
    else:
        decision = _again(lead, inquiry, place, plan, now, audit_id)
    return Admission(decision, _turned(inquiry, known, decision.lead.lead_id), repeat=lead is not None)


def admit_by_hand(
    inquiry: Inquiry, place: Place, known: Known, plan: Plan, me: Member, now: datetime, *, lead_id: LeadId,
    audit_id: str,
) -> Admission:  # fmt: skip
    """Admit what `me` entered by hand, without telling of leads that `me` may not see.

    Raises:
        AlreadyInTeam: the person is a lead that `me` may not see.
        Forbidden: `me` would take a lead out of a pool they may not see.

    Source: docs/rules.md, "Entry" 5-7.
    """
    found = recognise(inquiry, known)
    if found and not see.may_see(me, found, plan.settings):
        raise AlreadyInTeam
    if found and found.state == "pooled" and isinstance(place, ToMember) and not see.may_see_pool(me, plan.settings):
        raise Forbidden
    return admit(inquiry, place, known, plan, now, lead_id=lead_id, audit_id=audit_id)


def _new(inquiry: Inquiry, lead_id: LeadId, now: datetime) -> Lead:
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
        history=(Event(at=now, kind="received", by=inquiry.by),),
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
    loads = (LoadChange(place.agent_id, open_leads=1),)
    if place.reason:
        return Decision(owned, loads)
    counted = tally("hand_assigned", now, plan.settings.zone, agent_id=place.agent_id, source_id=lead.source_id)
    audit = Audit(audit_id=audit_id, at=now, by=inquiry.by, what="lead.assigned", subject=lead.lead_id,
                  before={"owner": None}, after={"owner": place.agent_id})  # fmt: skip
    return Decision(owned, loads, tallies=(counted,), audit=audit)


def _again(lead: Lead, inquiry: Inquiry, place: Place, plan: Plan, now: datetime, audit_id: str) -> Decision:
    """The person asked again: an owner keeps the lead, an offer stands, the pool and the archive let go of it."""
    if lead.state == "pooled" and not isinstance(place, ToPool):
        return _placed(_repeated(lead, inquiry, now, **_anew(inquiry)), inquiry, place, plan, now, audit_id)
    repeated = _repeated(lead, inquiry, now)
    if lead.state != "closed":
        return Decision(repeated)
    if lead.owner and is_active(plan, lead.owner):
        detail = {"agent_id": lead.owner}
        reopened = repeated.become("reopened", at=now, by=inquiry.by, detail=detail, state="owned", reason=None)
        return Decision(reopened, loads=(LoadChange(lead.owner, open_leads=1),))
    reopened = repeated.become("reopened", at=now, by=inquiry.by, **_anew(inquiry))
    return _placed(reopened, inquiry, place, plan, now, audit_id)


def _repeated(lead: Lead, inquiry: Inquiry, now: datetime, **change: Any) -> Lead:
    """The lead with what it lacked, and the inquiry in its history.

    All that may tell who the person is stands under `inquiry` there, for whoever shows the history to leave out.
    """
    asked: dict[str, JsonValue] = {
        **({"message": inquiry.message} if inquiry.message else {}),
        **({"attributes": told} if (told := _within(inquiry.attributes, MAX_REPEATED)) else {}),
    }
    detail = {"source_id": inquiry.source_id, **({"inquiry": asked} if asked else {})}
    return lead.become(
        "repeated", at=now, by=inquiry.by, detail=detail, contact=_merged(lead.contact, inquiry.contact),
        attributes=lead.attributes or dict(inquiry.attributes), message=lead.message or inquiry.message,
        last_activity_at=now, **change,
    )  # fmt: skip


def _anew(inquiry: Inquiry) -> dict[str, Any]:
    """What starts routing from the beginning, by the source the person came from now."""
    source = {"source_id": inquiry.source_id, "source_title": inquiry.source_title} if inquiry.source_id else {}
    return {"state": "unrouted", "reason": None, "owner": None, "route_id": None, "place": -1, "turns": {}, "tried": (),
            "passed": (), "skips": (), "rivals": (), "beaten": (), "returned_by": (), "attempts": 0,
            **source}  # fmt: skip


def _turned(inquiry: Inquiry, known: Known, lead_id: LeadId) -> tuple[Card, ...]:
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


def _cards(hashes: tuple[str, ...], known: Known) -> Iterator[Card]:
    return (known.cards[hashed] for hashed in hashes if hashed in known.cards)


def _same_name(one: Contact, other: Contact) -> bool:
    first, second = fold(one.first_name), fold(other.first_name)
    return not first or not second or first == second


def _merged(contact: Contact, new: Contact) -> Contact:
    names = (
        {} if contact.first_name else {"first_name": new.first_name, "last_name": contact.last_name or new.last_name}
    )
    return contact.model_copy(
        update={**names, "emails": _more(contact.emails, new.emails), "phones": _more(contact.phones, new.phones)}
    )


def _more(addresses: tuple[Address, ...], new: tuple[Address, ...]) -> tuple[Address, ...]:
    there = {address.normal or address.given for address in addresses}
    return (*addresses, *(one for one in new if (one.normal or one.given) not in there))[:MAX_ADDRESSES]


def _within(attributes: Mapping[str, JsonValue], limit: int) -> dict[str, JsonValue]:
    """The attributes as far as they take no more than `limit` bytes: a lead must stay storable."""
    told: dict[str, JsonValue] = {}
    for name, value in attributes.items():
        if size({**told, name: value}) <= limit:
            told[name] = value
    return told
