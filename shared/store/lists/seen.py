"""Lists of who saw a lead's contact, and of which leads a member saw: from the copies, the latest day first."""

from __future__ import annotations

from shared.domain.kernel.record import AgentId, LeadId
from shared.domain.lead_records.seen import SeenCopy
from shared.store import codec, indexes, keys
from shared.store.codec import Item
from shared.store.keys import Key
from shared.store.lists.paging import Position, Slice
from shared.store.partitions import PartitionKey
from shared.store.table import Table


def of_lead(table: Table, lead_id: LeadId, limit: int, after: Position | None) -> Slice[SeenCopy]:
    """Return a page of who saw the lead."""
    pk = keys.kept(PartitionKey.SEEN.of(lead_id))
    items = list(table.query(pk, newest_first=True, limit=limit + 1, after=_start(after)))
    return _slice(items[:limit], items, limit, ("PK", "SK"))


def of_member(table: Table, agent_id: AgentId, limit: int, after: Position | None) -> Slice[SeenCopy]:
    """Return a page of the leads that the member saw, by the index `all`, which may lag."""
    pk = indexes.seen_by(agent_id)
    entries = list(table.query(pk, index=indexes.ALL, newest_first=True, limit=limit + 1, after=_start(after)))
    where = [Key(entry["PK"]["S"], entry["SK"]["S"]) for entry in entries[:limit]]
    items = table.items(where) if where else {}
    found = [items[key] for key in where if key in items]
    return _slice(found, entries, limit, ("PK", "SK", indexes.ALL.pk, indexes.ALL.sk))


def _slice(found: list[Item], entries: list[Item], limit: int, names: tuple[str, ...]) -> Slice[SeenCopy]:
    last = {name: entries[limit - 1][name]["S"] for name in names} if len(entries) > limit else None
    return Slice(tuple(codec.from_item(SeenCopy, item) for item in found), last)


def _start(after: Position | None) -> Item | None:
    return {name: {"S": text} for name, text in after.items()} if after else None
