"""Decide how an objection is kept: on the cards of the person's addresses, and as a mark on their leads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from shared.domain.kernel.contact import Card, Objection, ObjectsTo, widest
from shared.domain.kernel.event_details import ObjectionDetail
from shared.domain.kernel.record import AgentId
from shared.domain.lead_records.decision import Decision, unchanged
from shared.domain.lead_records.lead import Lead

type Hashes = Sequence[str]
"""The keyed hashes of one address: that of a new card first, then those under which an earlier one may be stored."""


def object_to(what: ObjectsTo, addresses: Iterable[Hashes], cards: Mapping[str, Card], now: datetime) -> list[Card]:
    """Return the changed cards by which these addresses object; an address that nobody has had gets a card.

    An objection to all contact stays one if the person objects to marketing too.

    Args:
        what: that they object to.
        addresses: of the person.
        cards: the stored cards by hash, as read.
        now: UTC, from the shell's clock.

    Source: docs/rules.md, "Consent and objections" 4.
    """
    changed: list[Card] = []
    for hashes in addresses:
        stored = [cards[one] for one in hashes if one in cards]
        there = widest(card.objection for card in stored)
        if there is None or (there.what, what) == ("marketing", "all"):
            card = stored[0] if stored else Card(hash=hashes[0])
            changed.append(card.model_copy(update={"objection": Objection(what=what, at=now)}))
    return changed


def without_objection(cards: Iterable[Card]) -> tuple[list[Card], list[Card]]:
    """Return the cards with their objections withdrawn: those that still lead somewhere, and those to delete."""
    objecting = [card for card in cards if card.objection]
    changed = [card.model_copy(update={"objection": None}) for card in objecting if card.all_leads]
    return changed, [card for card in objecting if not card.all_leads]


def mark_objection(lead: Lead, objection: Objection | None, by: AgentId, now: datetime) -> Decision:
    """Mark the lead with what its person objects to now; None if they do not. An erased lead stays as it is.

    Source: docs/rules.md, "Consent and objections" 4.
    """
    if lead.erased_at is not None or lead.objection == objection:
        return unchanged(lead)
    detail = ObjectionDetail(what=objection.what if objection else None)
    return Decision(lead.with_event(detail, at=now, by=by, objection=objection))
