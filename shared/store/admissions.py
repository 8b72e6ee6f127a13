"""Admissions in the table: read what is known of a person, and commit the new or repeated lead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from shared.domain.intake.admit import Admission
from shared.domain.intake.recognise import KnownPerson
from shared.domain.kernel.contact import Card
from shared.domain.kernel.record import LeadId
from shared.domain.lead_records.delivery import Delivery
from shared.domain.lead_records.inquiry import Inquiry
from shared.domain.lead_records.lead import Lead
from shared.store import codec, decisions, keys, search_keys
from shared.store.cards import cards_of
from shared.store.codec import Item
from shared.store.keys import Key
from shared.store.lists import lead_lists
from shared.store.partitions import PartitionKey
from shared.store.search_keys import PartHashes
from shared.store.table import Collision, Table, Write, put


class AdmissionAttempt:
    """Admit an inquiry without reading first: failed guards return the items that exist already.

    A new person's lead costs one transaction and no read. For a known person the guards fail, DynamoDB returns
    the existing items, and the next try decides with them.

    Attributes:
        landed: the new lead, if an earlier commit succeeded although its response was lost.
    """

    def __init__(self, table: Table, lead_id: LeadId, part_hashes: PartHashes) -> None:
        self._table, self._lead_id, self._part_hashes = table, lead_id, part_hashes
        self._cards: dict[str, Card] = {}
        self._leads: Mapping[LeadId, Lead] = {}
        self._looked_up: set[str] = set()
        self._deliveries: dict[str, Delivery] = {}
        self.landed: Lead | None = None

    @property
    def delivery(self) -> Delivery | None:
        """Return the delivery that a commit collided with first: an earlier one of the same id or content."""
        return next(iter(self._deliveries.values()), None)

    def delivery_of(self, hashed: str) -> Delivery | None:
        """Return the delivery under this hash, if a commit collided with it."""
        return self._deliveries.get(hashed)

    def known(self, inquiry: Inquiry) -> KnownPerson:
        """Return the cards found so far and the current state of their leads, merged leads followed to the last.

        A card that is stored under an earlier hash collides with nothing, so those are read first, if there are any.
        """
        earlier = {hashed for several in inquiry.earlier.values() for hashed in several}
        if earlier - self._looked_up:
            self._cards |= cards_of(self._table, earlier)
            self._looked_up |= earlier
        known = _with_leads(self._table, self._cards)
        self._leads = known.leads
        return known

    def commit(self, admission: Admission, beside: Sequence[Write]) -> None:
        """Commit the admission and the further writes `beside` in one transaction.

        Raises:
            Collision: a guard failed. The items found are remembered, so call `known()` and decide again.
        """
        found_by = searched(self._part_hashes, admission, self._leads)
        cards = [put(card) for card in admission.cards if admission.decision.lead.is_real]
        try:
            self._table.commit([*beside, *decisions.writes(admission.decision), *cards, *found_by])
        except Collision as collision:
            for key, item in collision.lost.items():
                if item:
                    self._learn(key, item)
                else:
                    self._cards.pop(key.pk.removeprefix(PartitionKey.CARDS), None)  # it was deleted
            raise

    def _learn(self, key: Key, item: Item) -> None:
        if key.pk.startswith(PartitionKey.CARDS):
            card = codec.from_item(Card, item)
            self._cards[card.hash] = card
        elif key.pk.startswith(PartitionKey.DELIVERIES):
            delivery = codec.from_item(Delivery, item)
            self._deliveries[delivery.hash] = delivery
        elif key.pk == keys.lead(self._lead_id).pk:
            self.landed = codec.from_item(Lead, item)


def searched(part_hashes: PartHashes, admission: Admission, known: Mapping[LeadId, Lead]) -> list[Write]:
    """Return the writes by which the admitted person is found; `known` has the lead as it was if they were known."""
    lead = admission.decision.lead
    return search_keys.writes(part_hashes, lead, known.get(lead.lead_id))


def known_of(table: Table, hashes: Iterable[str]) -> KnownPerson:
    """Return what the table holds about many addresses, given as keyed hashes."""
    return _with_leads(table, cards_of(table, hashes))


def _with_leads(table: Table, cards: Mapping[str, Card]) -> KnownPerson:
    found: dict[LeadId, Lead] = {}
    wanted = {lead for card in cards.values() for lead in card.all_leads}
    while wanted:
        read = lead_lists.leads(table, sorted(wanted))
        found |= {lead.lead_id: lead for lead in read}
        wanted = {lead.merged_into for lead in read if lead.merged_into} - found.keys()
    return KnownPerson(cards, found)
