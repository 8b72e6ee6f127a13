"""Lists of an agent's leads, found without reading a lead that the agent may not see.

An index that holds everybody's leads would have to be filtered after reading. How much was read, and where a page
ended, would then tell of hidden leads. So an agent's leads are found in partitions that hold only theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from shared.domain.kernel.record import AgentId, LeadId
from shared.domain.lead_records.lead import Lead
from shared.store import indexes
from shared.store.lists.lead_lists import MAX_KEYS, READ, Partition, Read, lead_ids
from shared.store.lists.paging import Position, Slice
from shared.store.table import Table


def closed_leads(agent_id: AgentId) -> Partition:
    """Return the partition of the closed leads that this agent owned last, the latest closed first."""
    return Partition(indexes.CONVERSATION, indexes.closed_by_owner(agent_id))


def owned(table: Table, agent_id: AgentId) -> Iterator[LeadId]:
    """Yield the leads that the agent owns, or owned last."""
    yield from lead_ids(table.query("OWNED", f"{agent_id}#", index=indexes.QUEUE))
    yield from lead_ids(table.query(indexes.closed_by_owner(agent_id), index=indexes.CONVERSATION))


def offered(table: Table, agent_id: AgentId, read: Read) -> Iterator[LeadId]:
    """Yield the leads offered to the agent, alone or with others.

    Only the lead says who shares an offer, so all shared offers that are open now are read.
    """
    yield from lead_ids(table.query("OFFERED", f"{agent_id}#", index=indexes.QUEUE))
    shared = lead_ids(table.query("OFFERED", "*#", index=indexes.QUEUE))
    yield from (lead.lead_id for lead in read(shared) if lead.offer and agent_id in lead.offer.agent_ids)


def pooled(table: Table) -> Iterator[LeadId]:
    """Yield the leads in the pool."""
    yield from lead_ids(table.query("POOLED", index=indexes.QUEUE))


def page(
    parts: Iterable[Iterable[LeadId]],
    after: Position | None,
    limit: int,
    wanted: Callable[[Lead], bool],
    read: Read,
    *,
    most: int = READ,
) -> Slice[Lead]:
    """Return a page of the wanted leads among these, in the order in which they came in, the newest first.

    The page has a next position only if another wanted lead follows, or if it has read its most.

    Args:
        parts: the ids of leads that the caller may see; the same lead may be in several.
        after: where the previous page ended; None starts with the newest.
        limit: how many leads to return at most.
        wanted: filters the leads as just read.
        read: reads the leads.
        most: how many leads to read at most.
    """
    left = sorted({one for one in chain(*parts) if after is None or one < after["lead_id"]}, reverse=True)
    found: list[Lead] = []
    for lead in filter(wanted, _each(left[:most], limit + 1, read)):
        if len(found) == limit:
            return Slice(tuple(found), {"lead_id": found[-1].lead_id})
        found.append(lead)
    return Slice(tuple(found), {"lead_id": left[most - 1]} if len(left) > most else None)


def _each(ids: Sequence[LeadId], size: int, read: Read) -> Iterator[Lead]:
    """Yield the leads that exist; read `size` of them, then twice as many each time."""
    start = 0
    while start < len(ids):
        some = ids[start : start + min(size, MAX_KEYS)]
        yield from read(some)
        start, size = start + len(some), size * 2
