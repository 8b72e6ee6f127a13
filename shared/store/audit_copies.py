"""Copies of audit entries, and of who saw what, in partitions that no function that serves requests may write."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import batched

from shared.domain.kernel.audit import AuditCopy
from shared.domain.lead_records.seen import SeenCopy
from shared.store import codec, keys
from shared.store.codec import Item
from shared.store.keys import Key
from shared.store.partitions import PartitionKey
from shared.store.table import MAX_WRITES, Collision, Table, Write, put_item


def key_of_copy(item: Item) -> Key:
    """Return the key of the copy of an item."""
    return Key(keys.kept(item["PK"]["S"]), item["SK"]["S"])


def keep(table: Table, items: Iterable[Item]) -> int:
    """Copy items that have no copy yet; return how many. A copy is never written again.

    The body is copied as it is, with fields that only another release knows.
    """
    return sum(_keep(table, list(part)) for part in batched(map(_copy, items), MAX_WRITES, strict=False))


def _keep(table: Table, writes: list[Write]) -> int:
    while writes:
        try:
            table.commit(writes)
        except Collision as collision:  # these have a copy
            writes = [write for write in writes if write.key not in collision.lost]
        else:
            break
    return len(writes)


def _copy(item: Item) -> Write:
    where = key_of_copy(item)
    kind = SeenCopy if item["PK"]["S"].startswith(PartitionKey.SEEN) else AuditCopy
    entry = codec.from_item(kind, item).model_copy(update={"version": 0})
    key = {"PK": {"S": where.pk}, "SK": {"S": where.sk}}
    return put_item(where, {**codec.to_item(entry), **key, "body": item["body"]}, 0)
