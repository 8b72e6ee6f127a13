"""Read the cards of addresses."""

from __future__ import annotations

from collections.abc import Iterable

from shared.domain.kernel.contact import Card
from shared.store import codec, keys
from shared.store.table import Table


def cards_of(table: Table, hashes: Iterable[str]) -> dict[str, Card]:
    """Return the cards of these addresses, given as keyed hashes, by hash."""
    found = table.items(map(keys.card, sorted(hashes)))
    return {card.hash: card for card in (codec.from_item(Card, item) for item in found.values())}
