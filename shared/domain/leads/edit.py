"""Decide how a person's names, addresses and attributes are corrected, and which lead each address finds then."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pydantic import JsonValue

from shared.domain.kernel.contact import MAX_DOUBTS, MAX_SHARED, Address, Card, Contact, Objection, widest
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
    """New values of a lead's fields; None leaves a field as it is."""

    first_name: str | None = None
    last_name: str | None = None
    emails: tuple[Address, ...] | None = None
    phones: tuple[Address, ...] | None = None
    attributes: dict[str, JsonValue] | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """The result of a correction: the lead, the changed cards of its addresses, and the cards to delete."""

    decision: Decision
    cards: tuple[Card, ...] = ()
    gone: tuple[Card, ...] = ()


@dataclass(frozen=True, slots=True)
class AddressChange:
    """What changes when a lead's person has other addresses.

    Attributes:
        cards: those that changed; `gone`: those to delete.
        others: the other leads that the new addresses find.
        objection: what the people of all its addresses object to.
    """

    cards: tuple[Card, ...]
    gone: tuple[Card, ...]
    others: tuple[LeadId, ...]
    objection: Objection | None

    @property
    def first_other(self) -> LeadId | None:
        """Return the first of the other leads, which the history names."""
        return next(iter(self.others), None)

    def doubts(self, lead: Lead) -> tuple[LeadId, ...]:
        """Return the lead's possible duplicates with the other leads, the latest last."""
        known = (one for one in lead.possible_duplicates if one not in self.others)
        return tuple(dict.fromkeys((*known, *self.others)))[-MAX_DOUBTS:]


def apply_correction(lead: Lead, correction: Correction) -> Contact:
    """Return the corrected person. An address that was known already keeps its original spelling."""
    was = lead.contact
    return Contact(
        first_name=was.first_name if correction.first_name is None else correction.first_name,
        last_name=was.last_name if correction.last_name is None else correction.last_name,
        emails=was.emails if correction.emails is None else keep_original(correction.emails, was.emails),
        phones=was.phones if correction.phones is None else keep_original(correction.phones, was.phones),
    )


def edit(
    lead: Lead, correction: Correction, hashes: Mapping[Address, Sequence[str]], cards: Mapping[str, Card], me: Member,
    settings: Settings, now: datetime, *, version: int | None,
) -> Edit:  # fmt: skip
    """Correct the person's names and addresses and the lead's attributes. The history names the changed fields only.

    A new address finds this lead from now on. If it already finds another lead, it keeps finding that one, and the
    other is added to this lead's possible duplicates. The lead is marked with what the people of its addresses
    object to, and its new addresses with what its person objects to: no correction lifts an objection. Equal values
    change nothing.

    Args:
        lead: as read, any state: a closed lead can be corrected too.
        correction: with normalised addresses.
        hashes: the keyed hashes of all normalised addresses of the lead, before and after the correction: that of new
            cards first, then those under which earlier cards may be stored.
        cards: the existing cards by hash, as read.
        me: the lead's owner, a Manager or the Rainmaker.
        settings: the team's, which decide what `me` may see.
        now: UTC, from the shell's clock.
        version: the lead's version that `me` has read; None skips the check.

    Raises:
        Missing: `me` may not see the lead.
        NotOwner: `me` sees the lead, but neither owns it nor supervises.
        ChangedByOther: the lead is not at `version` any more.
        LeadMerged: the lead was merged into another, which is to be corrected instead.
        Invalid: the person would have no name, e-mail or phone left.

    Source: docs/rules.md, "Restrictions" 1, "Entry" 6.
    """
    check_edit(lead, me, settings, now)
    if version is not None and version != lead.version:
        raise ChangedByOther
    person = apply_correction(lead, correction)
    attributes = lead.attributes if correction.attributes is None else correction.attributes
    fields = _changed_fields(lead, person, attributes)
    if not fields:
        return Edit(unchanged(lead))
    if person == Contact():
        raise Invalid(("body", "contact"), "contact_empty", "A name, an e-mail or a phone is needed.")
    moved = change_addresses(lead, person, hashes, cards)
    detail = EditedDetail(fields=fields, possible_duplicate=moved.first_other)
    edited = lead.with_event(detail, at=now, by=me.agent_id, contact=person, attributes=attributes,
                         possible_duplicates=moved.doubts(lead), objection=moved.objection)  # fmt: skip
    return Edit(Decision(edited), moved.cards, moved.gone)


def change_addresses(
    lead: Lead, person: Contact, hashes: Mapping[Address, Sequence[str]], cards: Mapping[str, Card]
) -> AddressChange:
    """Decide what the addresses find when the lead's person is `person` from now on; arguments as for `edit`."""
    before, after = _hashes_of(lead.contact, hashes, cards), _hashes_of(person, hashes, cards)
    objection = widest((lead.objection, *(cards[hashed].objection for hashed in after if hashed in cards)))
    added, others = _add_addresses(lead.lead_id, after - before, cards, objection)
    left, gone = _remove_addresses(lead.lead_id, before - after, cards)
    return AddressChange((*added, *left), gone, others, objection)


def keep_original(new: tuple[Address, ...], old: tuple[Address, ...]) -> tuple[Address, ...]:
    """Return the new addresses; one that was known already keeps its original spelling."""
    known: dict[str | None, Address] = {address.normal: address for address in old if address.normal}
    return tuple(known.get(address.normal, address) for address in new)


def _changed_fields(lead: Lead, person: Contact, attributes: Mapping[str, JsonValue]) -> tuple[str, ...]:
    """Return the names of the fields that differ, without their values."""
    names = ("first_name", "last_name", "emails", "phones")
    differing = (name for name in names if getattr(lead.contact, name) != getattr(person, name))
    return (*differing, *(("attributes",) if attributes != lead.attributes else ()))


def _hashes_of(person: Contact, hashes: Mapping[Address, Sequence[str]], cards: Mapping[str, Card]) -> set[str]:
    """Return the hashes under which the addresses are found: where they have cards, else where a new one goes."""
    each = (hashes[address] for address in (*person.emails, *person.phones) if address in hashes)
    return {hashed for several in each for hashed in [one for one in several if one in cards] or several[:1]}


def _add_addresses(
    lead_id: LeadId, hashes: Collection[str], cards: Mapping[str, Card], objection: Objection | None
) -> tuple[tuple[Card, ...], tuple[LeadId, ...]]:
    """Return the changed cards of added addresses, and the other leads that these addresses find already."""
    changed: list[Card] = []
    others: dict[LeadId, None] = {}
    for hashed in sorted(hashes):
        card = cards.get(hashed)
        if card is None:
            changed.append(Card(hash=hashed, current=lead_id, leads=(lead_id,), objection=objection))
            continue
        if card.current and card.current != lead_id:
            others[card.current] = None
        leads = card.leads if lead_id in card.leads else (*card.leads, lead_id)[-MAX_SHARED:]
        change = {"current": card.current or lead_id, "leads": leads, "objection": widest((card.objection, objection))}
        if (after := card.model_copy(update=change)) != card:
            changed.append(after)
    return tuple(changed), tuple(others)


def _remove_addresses(
    lead_id: LeadId, hashes: Collection[str], cards: Mapping[str, Card]
) -> tuple[tuple[Card, ...], tuple[Card, ...]]:
    """Remove the lead from the cards of removed addresses; return those that find other leads, and those left empty."""
    known = [cards[hashed] for hashed in sorted(hashes) if hashed in cards]
    named = [card for card in known if lead_id in card.all_leads]
    changed: list[Card] = []
    gone: list[Card] = []
    for card in named:
        leads = tuple(one for one in card.leads if one != lead_id)
        current = card.current if card.current != lead_id else leads[-1] if leads else None
        if current is None and card.objection is None:
            gone.append(card)
        else:
            kept = leads or ((current,) if current else ())
            changed.append(card.model_copy(update={"current": current, "leads": kept}))
    return tuple(changed), tuple(gone)
