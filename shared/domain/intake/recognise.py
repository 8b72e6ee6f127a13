"""Recognise a person: find the lead that an e-mail or a phone belongs to already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from shared.domain import access
from shared.domain.kernel.contact import Card, Contact, Objection, widest, words_of
from shared.domain.kernel.record import LeadId
from shared.domain.lead_records.inquiry import Inquiry
from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.settings import Settings


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Hold what is stored about an inquiry's addresses: cards by keyed hash, and the leads that they name."""

    cards: Mapping[str, Card] = field(default_factory=dict)
    leads: Mapping[LeadId, Lead] = field(default_factory=dict)


def recognise(inquiry: Inquiry, known: KnownPerson) -> Lead | None:
    """Return the person's lead: that of an e-mail, else that of a phone unless the first names differ.

    Source: docs/rules.md, "Entry" 6.
    """
    return _by_email(inquiry, known) or _by_phone(inquiry, known)


def possible_duplicate(inquiry: Inquiry, known: KnownPerson) -> LeadId | None:
    """Return the lead of the phone if the e-mail has another: perhaps they are the same person.

    Source: docs/rules.md, "Entry" 6.
    """
    of_email, of_phone = _by_email(inquiry, known), _by_phone(inquiry, known)
    if of_email is None or of_phone is None or of_email.lead_id == of_phone.lead_id:
        return None
    return of_phone.lead_id


def objection_to(inquiry: Inquiry, known: KnownPerson) -> Objection | None:
    """Return what somebody with one of the inquiry's addresses objects to.

    No name is kept with an objection, so whoever shares the address is taken for the one who objects.

    Source: docs/rules.md, "Consent and objections" 4.
    """
    return widest(card.objection for card in _cards(inquiry, (*inquiry.emails, *inquiry.phones), known))


def objects(inquiry: Inquiry, known: KnownPerson) -> bool:
    """Return whether the person objects to anything: with one of these addresses, or as the lead that they are.

    Source: docs/rules.md, "Consent and objections" 5.
    """
    lead = recognise(inquiry, known)
    return objection_to(inquiry, known) is not None or (lead is not None and lead.objection is not None)


def hidden_lead(inquiry: Inquiry, known: KnownPerson, me: Member, settings: Settings) -> Lead | None:
    """Return the person's lead if `me` may not know whose it is, else None.

    That is a lead that `me` may not see. It is also one whose contact is masked, as long as the inquiry would join it:
    which lead it joined would tell whose address it is.

    Source: docs/rules.md, "Entry" 7.
    """
    lead = recognise(inquiry, known)
    if lead is None or knows_person(lead, me, settings):
        return None
    joins = settings.repeat_leads == "same_owner"
    return lead if joins or not access.may_see(me, lead, settings) else None


def knows_person(lead: Lead, me: Member, settings: Settings) -> bool:
    """Return whether `me` sees the lead, and its e-mails and phones."""
    return access.may_see(me, lead, settings) and access.may_see_contact(me, lead, settings)


def _by_email(inquiry: Inquiry, known: KnownPerson) -> Lead | None:
    found = (_surviving_lead(card.current, known) for card in _cards(inquiry, inquiry.emails, known))
    return next((lead for lead in found if lead), None)


def _by_phone(inquiry: Inquiry, known: KnownPerson) -> Lead | None:
    for card in _cards(inquiry, inquiry.phones, known):
        for lead_id in (card.current, *reversed(card.leads)):
            lead = known.leads.get(lead_id) if lead_id else None
            if lead and _same_name(lead.contact, inquiry.contact) and (found := _surviving_lead(lead_id, known)):
                return found
    return None


def _surviving_lead(lead_id: LeadId | None, known: KnownPerson) -> Lead | None:
    """Return the lead with this id, or the lead it was merged into; None if its person was erased."""
    lead = known.leads.get(lead_id) if lead_id else None
    while lead and lead.merged_into:
        lead = known.leads.get(lead.merged_into)
    return lead if lead and lead.erased_at is None else None


def _cards(inquiry: Inquiry, hashes: tuple[str, ...], known: KnownPerson) -> Iterator[Card]:
    found = (hashed for one in hashes for hashed in inquiry.all_hashes(one))
    return (known.cards[hashed] for hashed in found if hashed in known.cards)


def _same_name(one: Contact, other: Contact) -> bool:
    """Return whether two first names may be one person's: equal, one of them missing, or one with a word more."""
    pairs = zip(words_of(one.first_name), words_of(other.first_name), strict=False)
    return all(first == second for first, second in pairs)
