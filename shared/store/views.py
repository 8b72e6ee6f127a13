"""Lists of leads: one index query, then the leads themselves in one consistent batch read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from shared.domain.lead import Lead
from shared.domain.record import AgentId, LeadId
from shared.store import codec, keys
from shared.store.codec import Item
from shared.store.table import Table


def leads(table: Table, wanted: Iterable[LeadId]) -> list[Lead]:
    """The leads there are at these ids, in the order asked for."""
    ids = list(wanted)
    found = table.items(keys.lead(lead_id) for lead_id in ids)
    return [codec.from_item(Lead, found[key]) for key in map(keys.lead, ids) if key in found]


def lead_ids(items: Iterable[Item]) -> list[LeadId]:
    """The leads that index entries stand for."""
    return [item["PK"]["S"].removeprefix("LEAD#") for item in items]


def offered_to(table: Table, agent_id: AgentId) -> list[LeadId]:
    """Leads with an open offer to this agent: their own, and those open to several."""
    own = table.query("OFFERED", f"{agent_id}#", index=keys.QUEUE)
    shared = table.query("OFFERED", "*#", index=keys.QUEUE)
    return lead_ids([*own, *shared])


def in_state(table: Table, state: str, *, limit: int, after: Item | None = None, prefix: str = "") -> Sequence[Item]:
    """Index entries of leads in a state, oldest first, at most `limit`."""
    return list(table.query(state.upper(), prefix, index=keys.QUEUE, limit=limit, after=after))


def position(item: Item) -> Item:
    """Where an index entry stands, for reading on behind it."""
    return {name: item[name] for name in ("PK", "SK", keys.QUEUE.pk, keys.QUEUE.sk)}
