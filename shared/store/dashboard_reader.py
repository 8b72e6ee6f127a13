"""Reads for the dashboard: open conversations, offers and pooled leads from indexes; members' workloads and visits.

Indexes are eventually consistent, so counts and waiting times may lag a moment behind. Listed leads are read again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shared.domain.kernel.record import AgentId, LeadId
from shared.domain.lead_records.visit import Visit
from shared.domain.plan_records.workload import Workload
from shared.domain.reporting.dashboard import OpenConversation
from shared.store import codec, keys
from shared.store.codec import Item
from shared.store.keys import CONVERSATION, DUE, QUEUE, Index
from shared.store.lists import lead_lists
from shared.store.table import Table

ENTRIES = 4_000  # open conversations, and open offers, that one answer reads; the rest is only counted


@dataclass(frozen=True, slots=True)
class Counted[T]:
    """The first entries of an index partition, and how many it holds in all."""

    entries: list[T]
    count: int


def conversations(table: Table, most: int = ENTRIES) -> Counted[OpenConversation]:
    """Return at most `most` open conversations, the longest open first, and how many there are."""
    wanted = (CONVERSATION.sk, *CONVERSATION.includes)
    found = _first(table, CONVERSATION, keys.OPEN, most, wanted)
    return Counted([_open_conversation(entry) for entry in found.entries], found.count)


def offers(table: Table, most: int = ENTRIES) -> Counted[LeadId]:
    """Return at most `most` leads with an open offer, the soonest deadline first, and how many there are."""
    found = _first(table, QUEUE, "OFFERED", most, ("PK", QUEUE.sk))
    by_deadline = sorted(found.entries, key=lambda entry: str(entry[QUEUE.sk]["S"]).rpartition("#")[2])
    return Counted(lead_lists.lead_ids(by_deadline), found.count)


def pool(table: Table, limit: int) -> Counted[LeadId]:
    """Return at most `limit` pooled leads, the longest pooled first, and how many there are."""
    found = _first(table, QUEUE, "POOLED", limit, ("PK", QUEUE.sk))
    return Counted(lead_lists.lead_ids(found.entries), found.count)


def doubts(table: Table, limit: int) -> Counted[LeadId]:
    """Return at most `limit` leads that wait for a Manager's word, the longest waiting first, and how many do."""
    found = _first(table, DUE, keys.DOUBT, limit, ("PK", DUE.sk))
    return Counted(lead_lists.lead_ids(found.entries), found.count)


def workloads_and_visits(table: Table) -> tuple[dict[AgentId, Workload], dict[AgentId, datetime]]:
    """Return each member's workload, and when each member last opened Relevo."""
    workloads, visits = dict[AgentId, Workload](), dict[AgentId, datetime]()
    for item in table.query(keys.WORKLOADS):
        kind, _, agent_id = item["SK"]["S"].partition("#")
        if kind == "MEMBER":
            workloads[agent_id] = codec.from_item(Workload, item)
        else:
            visits[agent_id] = codec.from_item(Visit, item).at
    return workloads, visits


def _first(table: Table, index: Index, pk: str, limit: int, wanted: tuple[str, ...]) -> Counted[Item]:
    """Return the first entries of an index partition that holds leads, and how many entries it has."""
    entries = list(table.query(pk, index=index, limit=limit, only=wanted))
    if len(entries) < limit:
        return Counted(entries, len(entries))
    last = entries[-1][index.sk]["S"]
    lead = entries[-1].get("PK") or {"S": keys.lead(last.rpartition("#")[2]).pk}
    after = {"PK": lead, "SK": {"S": "LEAD"}, index.pk: {"S": pk}, index.sk: {"S": last}}
    return Counted(entries, limit + table.number(pk, index=index, after=after))


def _open_conversation(entry: Item) -> OpenConversation:
    owner, since = (entry.get(name, {}).get("S") for name in CONVERSATION.includes)
    lead_id = entry[CONVERSATION.sk]["S"].rpartition("#")[2]
    return OpenConversation(lead_id, owner, datetime.fromisoformat(since) if since else None)
