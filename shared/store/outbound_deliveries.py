"""Outbound deliveries: store each once, and list them newest first."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import batched

from shared.domain.kernel.record import TargetId
from shared.domain.plan_records.target import OutboundDelivery
from shared.store import codec, indexes, keys, record_keys
from shared.store.keys import Key
from shared.store.lists.paging import Position, Slice
from shared.store.table import MAX_WRITES, Collision, Table, put


def keep(table: Table, wanted: Iterable[OutboundDelivery]) -> list[OutboundDelivery]:
    """Store the deliveries that do not exist yet, and return these.

    Costs one transaction per hundred, and another one if some of a hundred exist already.
    """
    kept: list[OutboundDelivery] = []
    for page in batched({record_keys.key(one): one for one in wanted}.values(), MAX_WRITES, strict=False):
        new = list(page)
        while new:
            try:
                table.commit([put(one) for one in new])
            except Collision as collision:
                new = [one for one in new if record_keys.key(one) not in collision.lost]
            else:
                break
        kept += new
    return kept


def newest(table: Table, target_id: TargetId, limit: int, after: Position | None) -> Slice[OutboundDelivery]:
    """Return a page of a target's outbound deliveries, newest first.

    Args:
        table: where to read.
        target_id: which target.
        limit: how many deliveries to return at most.
        after: the last delivery of the previous page; None starts with the newest.
    """
    pk = keys.outbound(target_id, "").pk
    begin = {
        "PK": {"S": keys.outbound(target_id, after["delivery_id"]).pk}, "SK": {"S": after["delivery_id"]},
        indexes.ALL.pk: {"S": pk}, indexes.ALL.sk: {"S": after["sk"]},
    } if after else None  # fmt: skip
    entries = list(table.query(pk, index=indexes.ALL, newest_first=True, limit=limit + 1, after=begin))
    shown = entries[:limit]
    where = [Key(entry["PK"]["S"], entry["SK"]["S"]) for entry in shown]
    items = table.items(where) if where else {}
    found = tuple(codec.from_item(OutboundDelivery, items[key]) for key in where if key in items)
    more = len(entries) > limit
    return Slice(found, {"sk": shown[-1][indexes.ALL.sk]["S"], "delivery_id": shown[-1]["SK"]["S"]} if more else None)
