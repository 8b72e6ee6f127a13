"""The list of mails that wait to be read, newest first."""

from __future__ import annotations

from collections.abc import Sequence

from shared.domain.intake.to_read import waits_to_be_read
from shared.domain.lead_records.delivery import Delivery
from shared.domain.lead_records.raw_delivery import RawDelivery
from shared.store import codec, indexes, keys
from shared.store.codec import Item
from shared.store.keys import Key
from shared.store.lists.paging import Position, Slice
from shared.store.partitions import PartitionKey
from shared.store.table import Table

COUNTED = 100  # what waits is counted up to this
type Received = tuple[Delivery, RawDelivery | None]


def count(table: Table) -> int:
    """Return how many mails wait to be read, at most `COUNTED`."""
    return len(list(table.query(indexes.TO_READ, index=indexes.DUE, limit=COUNTED)))


def first(table: Table, most: int) -> list[tuple[str, str]]:
    """Return the sources and hashes of the first mails that wait to be read."""
    entries = table.query(indexes.TO_READ, index=indexes.DUE, limit=most)
    return [(one["PK"]["S"].removeprefix(PartitionKey.DELIVERIES), one["SK"]["S"]) for one in entries]


def page(table: Table, limit: int, after: Position | None) -> Slice[Received]:
    """Return a page of the mails that wait, with what was received: one query and one batch read."""
    begin = _entry(after["sk"]) if after else None
    entries = list(table.query(indexes.TO_READ, index=indexes.DUE, newest_first=True, limit=limit + 1, after=begin))
    found = _read(table, [Key(one["PK"]["S"], one["SK"]["S"]) for one in entries[:limit]])
    return Slice(tuple(found), {"sk": entries[limit - 1][indexes.DUE.sk]["S"]} if len(entries) > limit else None)


def read(table: Table, source_id: str, hashed: str) -> Received | None:
    """Return a source's delivery with what was received; None if it does not exist."""
    where = keys.delivery(source_id, hashed), keys.raw_delivery_of_source(source_id, hashed)
    items = table.items(where)
    if where[0] not in items:
        return None
    return codec.from_item(Delivery, items[where[0]]), _raw(items.get(where[1]))


def _read(table: Table, where: Sequence[Key]) -> list[Received]:
    raws = {one: _raw_key(one) for one in where}
    items = table.items([*where, *raws.values()]) if where else {}
    read = [(codec.from_item(Delivery, items[one]), _raw(items.get(raws[one]))) for one in where if one in items]
    return [(delivery, raw) for delivery, raw in read if waits_to_be_read(delivery)]


def _raw_key(delivery: Key) -> Key:
    return keys.raw_delivery_of_source(delivery.pk.removeprefix(PartitionKey.DELIVERIES), delivery.sk)


def _raw(item: Item | None) -> RawDelivery | None:
    return codec.from_item(RawDelivery, item) if item else None


def _entry(sk: str) -> Item:
    """Return the index entry with this sort key, after which a page begins."""
    _, source_id, hashed = sk.split("#")
    where = keys.delivery(source_id, hashed)
    return {
        "PK": {"S": where.pk},
        "SK": {"S": where.sk},
        indexes.DUE.pk: {"S": indexes.TO_READ},
        indexes.DUE.sk: {"S": sk},
    }
