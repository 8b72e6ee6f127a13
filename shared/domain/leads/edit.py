"""Editing: what is known of a person is put right, and they are found by what is right."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from pydantic import JsonValue

from shared.domain.kernel.contact import MAX_DOUBTS, MAX_SHARED, Address, Card, Contact
from shared.domain.kernel.errors import ChangedByOther, Invalid
from shared.domain.kernel.event_details import EditedDetail
from shared.domain.kernel.record import LeadId
from shared.domain.lead_records.decision import Decision, unchanged
from shared.domain.lead_records.lead import Lead
from shared.domain.leads.checks import check_edit
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.settings import Settings


@dataclass(frozen=True, slots=True)
class Correction:
    """What shall be different; None leaves a part as it is."""

    first_name: str | None = None
    last_name: str | None = None
    emails: tuple[Address, ...] | None = None
    phones: tuple[Address, ...] | None = None
    attributes: dict[str, JsonValue] | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """What a correction came to: the lead, the cards of its addresses that change, and those that lead nowhere now."""

    decision: Decision
    cards: tuple[Card, ...] = ()
    gone: tuple[Card, ...] = ()


def apply_correction(lead: Lead, correction: Correction) -> Contact:
    """The person as the correction has them; an address that was there already stays as it was given."""
    was = lead.contact
    return Contact(
        first_name=was.first_name if correction.first_name is None else correction.first_name,
        last_name=was.last_name if correction.last_name is None else correction.last_name,
        emails=was.emails if correction.emails is None else _as_given(correction.emails, was.emails),
        phones=was.phones if correction.phones is None else _as_given(correction.phones, was.phones),
    )


def edit(
    lead: Lead, correction: Correction, hashes: Mapping[Address, str], cards: Mapping[str, Card], me: Member,
    settings: Settings, now: datetime, *, version: int | None,
) -> Edit:  # fmt: skip
    """Put the person's names and addresses, and the lead's attributes, right; the history names the fields only.

    A new address leads to this lead from now on. Where it leads to another already, it goes on leading there, and this
    one remembers that both may be one person's. What is the same already changes nothing.

    Args:
        lead: as read, any state; what a closed one says may be wrong, too.
        correction: with normalised addresses.
        hashes: the keyed hashes of the lead's addresses, those before and those after, that have a normal form.
        cards: those that there are at these hashes, as read.
        me: the lead's owner, a Manager or the Rainmaker.
        settings: the team's, for what `me` may see.
        now: UTC, from the shell's clock.
        version: the one that `me` has read; None does not ask.

    Raises:
        Missing: `me` may not see the lead.
        NotOwner: `me` sees the lead, but neither owns it nor supervises.
        ChangedByOther: the lead is not at `version` any more.
        LeadClosed: it went into another lead, which is who the person is.
        Invalid: nothing would be left of the person.

    Source: docs/rules.md, "Restrictions" 1, "Entry" 6.
    """
    check_edit(lead, me, settings, now)
    if version is not None and version != lead.version:
        raise ChangedByOther
    person = apply_correction(lead, correction)
    attributes = lead.attributes if correction.attributes is None else correction.attributes
    fields = _differing(lead, person, attributes)
    if not fields:
        return Edit(unchanged(lead))
    if person == Contact():
        raise Invalid(("body", "contact"), "contact_empty", "A name, an e-mail or a phone is needed.")
    before, after = _at(lead.contact, hashes), _at(person, hashes)
    added, others = _added(lead.lead_id, after - before, cards)
    left, gone = _removed(lead.lead_id, before - after, cards)
    detail = EditedDetail(fields=fields, possible_duplicate=others[0] if others else None)
    doubts = tuple(dict.fromkeys((*(one for one in lead.possible_duplicates if one not in others), *others)))
    edited = lead.with_event(detail, at=now, by=me.agent_id, contact=person, attributes=attributes,
                         possible_duplicates=doubts[-MAX_DOUBTS:])  # fmt: skip
    return Edit(Decision(edited), (*added, *left), gone)


def _as_given(new: tuple[Address, ...], old: tuple[Address, ...]) -> tuple[Address, ...]:
    there = {address.normal: address for address in old if address.normal}
    return tuple(there.get(address.normal or "", address) for address in new)


def _differing(lead: Lead, person: Contact, attributes: Mapping[str, JsonValue]) -> tuple[str, ...]:
    """The names of what differs, and nothing of what it holds."""
    names = ("first_name", "last_name", "emails", "phones")
    differing = (name for name in names if getattr(lead.contact, name) != getattr(person, name))
    return (*differing, *(("attributes",) if attributes != lead.attributes else ()))


def _at(person: Contact, hashes: Mapping[Address, str]) -> set[str]:
    return {hashes[address] for address in (*person.emails, *person.phones) if address in hashes}


def _added(
    lead_id: LeadId, hashes: Collection[str], cards: Mapping[str, Card]
) -> tuple[tuple[Card, ...], tuple[LeadId, ...]]:
    """The cards of new addresses, and the other leads that some of them lead to, and go on leading to."""
    changed: list[Card] = []
    others: dict[LeadId, None] = {}
    for hashed in sorted(hashes):
        card = cards.get(hashed)
        if card is None:
            changed.append(Card(hash=hashed, current=lead_id, leads=(lead_id,)))
            continue
        if card.current != lead_id:
            others[card.current] = None
        if lead_id not in card.leads:
            changed.append(card.model_copy(update={"leads": (*card.leads, lead_id)[-MAX_SHARED:]}))
    return tuple(changed), tuple(others)


def _removed(
    lead_id: LeadId, hashes: Collection[str], cards: Mapping[str, Card]
) -> tuple[tuple[Card, ...], tuple[Card, ...]]:
    """The cards of addresses that are gone, without this lead: those that lead to others, and those that do not."""
    there = [cards[hashed] for hashed in sorted(hashes) if hashed in cards]
    named = [card for card in there if lead_id in (card.current, *card.leads)]
    changed: list[Card] = []
    gone: list[Card] = []
    for card in named:
        leads = tuple(one for one in card.leads if one != lead_id)
        current = card.current if card.current != lead_id else leads[-1] if leads else None
        if current is None:
            gone.append(card)
        else:
            changed.append(card.model_copy(update={"current": current, "leads": leads or (current,)}))
    return tuple(changed), tuple(gone)
