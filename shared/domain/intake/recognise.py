"""Recognising: which lead a person is already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from shared.domain import access
from shared.domain.kernel.contact import Card, Contact, normalise_text
from shared.domain.kernel.record import LeadId
from shared.domain.lead_records.inquiry import Inquiry
from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.settings import Settings


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """What the table knows of the contact: cards by their keyed hash, and the leads they name."""

    cards: Mapping[str, Card] = field(default_factory=dict)
    leads: Mapping[LeadId, Lead] = field(default_factory=dict)


def recognise(inquiry: Inquiry, known: KnownPerson) -> Lead | None:
    """The lead this person is already: the e-mail's, else the phone's unless the first names differ.

    Source: docs/rules.md, "Entry" 6.
    """
    return _of_email(inquiry, known) or _of_phone(inquiry, known)


def doubted(inquiry: Inquiry, known: KnownPerson) -> LeadId | None:
    """The lead that the phone leads to, where the e-mail leads to another: perhaps one person with two leads.

    Source: docs/rules.md, "Entry" 6.
    """
    by_email, by_phone = _of_email(inquiry, known), _of_phone(inquiry, known)
    if by_email is None or by_phone is None or by_email.lead_id == by_phone.lead_id:
        return None
    return by_phone.lead_id


def hidden(inquiry: Inquiry, known: KnownPerson, me: Member, settings: Settings) -> Lead | None:
    """The lead that the person is already, if `me` may not see it.

    Source: docs/rules.md, "Entry" 7.
    """
    lead = recognise(inquiry, known)
    return lead if lead and not access.may_see(me, lead, settings) else None


def _of_email(inquiry: Inquiry, known: KnownPerson) -> Lead | None:
    found = (_led(card.current, known) for card in _cards(inquiry.emails, known))
    return next((lead for lead in found if lead), None)


def _of_phone(inquiry: Inquiry, known: KnownPerson) -> Lead | None:
    for card in _cards(inquiry.phones, known):
        for lead_id in (card.current, *reversed(card.leads)):
            lead = known.leads.get(lead_id)
            if lead and _same_name(lead.contact, inquiry.contact) and (led := _led(lead_id, known)):
                return led
    return None


def _led(lead_id: LeadId, known: KnownPerson) -> Lead | None:
    """The lead at this id, or the one it went into."""
    lead = known.leads.get(lead_id)
    while lead and lead.merged_into:
        lead = known.leads.get(lead.merged_into)
    return lead


def _cards(hashes: tuple[str, ...], known: KnownPerson) -> Iterator[Card]:
    return (known.cards[hashed] for hashed in hashes if hashed in known.cards)


def _same_name(one: Contact, other: Contact) -> bool:
    first, second = normalise_text(one.first_name), normalise_text(other.first_name)
    return not first or not second or first == second
