"""A source's deliveries: read them, newest first, and store them once, each with what was received."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from shared.domain.kernel.record import SourceId
from shared.domain.lead_records.delivery import Delivery
from shared.domain.lead_records.raw_delivery import RawDelivery
from shared.store import codec, indexes, keys, record_keys
from shared.store.codec import Item
from shared.store.keys import Key
from shared.store.table import Collision, Table, Write, put, put_whole

LISTED = 100  # deliveries that are listed for a source


def latest(table: Table, source_id: SourceId) -> datetime | None:
    """Return when the source delivered last; None if it never did. Costs one query for one index entry."""
    for entry in _entries(table, source_id, 1):
        return _at(entry)
    return None


def newest(table: Table, source_id: SourceId, most: int = LISTED) -> list[Delivery]:
    """Return the source's last authentic deliveries, newest first: a hundred, or another number."""
    where = [Key(entry["PK"]["S"], entry["SK"]["S"]) for entry in _entries(table, source_id, most)]
    found = table.items(where) if where else {}
    return [codec.from_item(Delivery, found[key]) for key in where if key in found]


def instants(table: Table, source_id: SourceId, since: datetime, until: datetime) -> list[datetime]:
    """Return when the source delivered from `since` on, newest first: at most 5,000 times. Reads index entries only."""
    found = table.query(
        indexes.deliveries(source_id), index=indexes.ALL, newest_first=True, limit=5_000, since=keys.instant(since),
        until=indexes.due_by(until),
    )  # fmt: skip
    return [_at(entry) for entry in found]


def raws_of(table: Table, deliveries: Sequence[Delivery]) -> dict[str, RawDelivery]:
    """Return what was received of each delivery, as far as it is kept, by the delivery's hash."""
    if not deliveries:
        return {}
    found = table.items(record_keys.key(place_of(one)) for one in deliveries)
    return {raw.hash: raw for raw in (codec.from_item(RawDelivery, item) for item in found.values())}


def place_of(delivery: Delivery) -> RawDelivery:
    """Return the record, with nothing in it, where what was received of a delivery is kept."""
    empty = RawDelivery(source_id=delivery.source_id, hash="", at=delivery.at, forget_at=delivery.at)
    return empty.of(delivery)


class Kept(NamedTuple):
    """A delivery as stored; `first` is False if an earlier request had stored it already."""

    delivery: Delivery
    first: bool


def keep(table: Table, delivery: Delivery, raw: RawDelivery | None = None) -> Kept:
    """Store a delivery that makes no lead now; return the stored one if it exists already."""
    try:
        table.commit([put(delivery), *(put_raw(raw, delivery) if raw else ())])
    except Collision as collision:
        there = next(iter(collision.lost.values()))
        return Kept(codec.from_item(Delivery, there) if there else delivery, False)
    return Kept(delivery, True)


def put_raw(raw: RawDelivery, delivery: Delivery) -> list[Write]:
    """Return the writes that store what was received with its delivery; it moves there if it was stored elsewhere.

    The delivery's own write guards them.
    """
    here = raw.of(delivery)
    moved = [put_whole(raw.emptied)] if raw.version and raw.lead_id != here.lead_id else []
    return [*([put_whole(here)] if here.parts else []), *moved]


def _entries(table: Table, source_id: SourceId, limit: int) -> list[Item]:
    return list(table.query(indexes.deliveries(source_id), index=indexes.ALL, newest_first=True, limit=limit))


def _at(entry: Item) -> datetime:
    return datetime.fromisoformat(entry[indexes.ALL.sk]["S"].partition("#")[0])
