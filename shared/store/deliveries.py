"""A source's deliveries, newest first."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from shared.domain.kernel.record import SourceId
from shared.domain.lead_records.delivery import Delivery
from shared.store import codec, keys
from shared.store.codec import Item
from shared.store.keys import Key
from shared.store.table import Collision, Table, put

LISTED = 100  # that are told of a source


def latest(table: Table, source_id: SourceId) -> datetime | None:
    """When the source delivered last; None if it never did. One query of one index entry."""
    for entry in _entries(table, source_id, 1):
        return datetime.fromisoformat(entry[keys.ALL.sk]["S"].partition("#")[0])
    return None


def newest(table: Table, source_id: SourceId) -> list[Delivery]:
    """The last hundred deliveries that proved to be the source's."""
    where = [Key(entry["PK"]["S"], entry["SK"]["S"]) for entry in _entries(table, source_id, LISTED)]
    found = table.items(where) if where else {}
    return [codec.from_item(Delivery, found[key]) for key in where if key in found]


class Kept(NamedTuple):
    """A delivery as it is in the table now; `first` unless it was there already."""

    delivery: Delivery
    first: bool


def keep(table: Table, delivery: Delivery) -> Kept:
    """Remember a delivery that makes no lead now, unless it is remembered already."""
    try:
        table.commit([put(delivery)])
    except Collision as collision:
        there = next(iter(collision.lost.values()))
        return Kept(codec.from_item(Delivery, there) if there else delivery, False)
    return Kept(delivery, True)


def _entries(table: Table, source_id: SourceId, limit: int) -> list[Item]:
    return list(table.query(keys.deliveries(source_id), index=keys.ALL, newest_first=True, limit=limit))
