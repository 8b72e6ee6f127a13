"""Reads for the dashboard: open conversations, offers and pooled leads from indexes; members' workloads and visits.

Indexes are eventually consistent, so counts and waiting times may lag a moment behind. Listed leads are read again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from heapq import nsmallest

from shared.domain.kernel.record import AgentId, LeadId
from shared.domain.lead_records.visit import Visit
from shared.domain.plan_records.workload import Workload
from shared.domain.reporting.dashboard import OpenConversation
from shared.store import codec, conversation_entries, indexes, keys
from shared.store.codec import Item
from shared.store.conversation_entries import ConversationEntry
from shared.store.indexes import ALL, CONVERSATION, DUE, QUEUE, Index
from shared.store.lists import lead_lists
from shared.store.table import Table

ENTRIES = 4_000  # conversations in which somebody is to act, and open offers, that one answer reads; others are counted

COUNTED = 10_000  # of one kind, up to which they are counted: whatever is counted is read
ROWS = 5_000  # counter rows after which no further day of the week is read
OVERDUE = 100  # tasks up to which they are counted


@dataclass(frozen=True, slots=True)
class Counted[T]:
    """The first entries of an index partition, and how many it holds in all, as far as they are counted."""

    entries: list[T]
    count: int


@dataclass(frozen=True, slots=True)
class OpenConversations:
    """The open conversations.

    Attributes:
        waiting: those in which the person waits for an answer, or the owner has done nothing yet, as far as they were
            read: who waits longest comes first.
        longest: those that are open longest.
        count, waiting_count: how many there are; in how many somebody waits; as far as they are counted.
    """

    waiting: list[OpenConversation]
    longest: list[LeadId]
    count: int
    waiting_count: int


def conversations(table: Table, listed: int, most: int = ENTRIES, counted: int = COUNTED) -> OpenConversations:
    """Return the open conversations: at most `most` in which somebody is to act, and the `listed` longest open ones."""
    wanted = (CONVERSATION.pk, CONVERSATION.sk, *CONVERSATION.includes)
    acting = _first(table, CONVERSATION, indexes.WAITING, most, conversation_entries.OF_WAITING, counted)
    others = _first(table, CONVERSATION, indexes.OPEN, min(listed, most), wanted, counted)
    entries = [conversation_entries.read_waiting(entry) for entry in acting.entries]
    both = [*entries, *(conversation_entries.read(entry) for entry in others.entries)]
    longest = nsmallest(listed, both, key=lambda one: one.by_opening)
    not_read = acting.count - len(entries)
    return OpenConversations(
        waiting=[_open_conversation(entry) for entry in entries],
        longest=[entry.lead_id for entry in longest],
        count=min(acting.count + others.count, counted),
        waiting_count=sum(entry.waiting is not None for entry in entries) + not_read,
    )


def offers(table: Table, most: int = ENTRIES, counted: int = COUNTED) -> Counted[LeadId]:
    """Return at most `most` leads with an open offer, the soonest deadline first, and how many there are."""
    found = _first(table, QUEUE, "OFFERED", most, ("PK", QUEUE.sk), counted)
    by_deadline = sorted(found.entries, key=lambda entry: str(entry[QUEUE.sk]["S"]).rpartition("#")[2])
    return Counted(lead_lists.lead_ids(by_deadline), found.count)


def pool(table: Table, limit: int, counted: int = COUNTED) -> Counted[LeadId]:
    """Return at most `limit` pooled leads, the longest pooled first, and how many there are."""
    found = _first(table, QUEUE, "POOLED", limit, ("PK", QUEUE.sk), counted)
    return Counted(lead_lists.lead_ids(found.entries), found.count)


def doubts(table: Table, limit: int) -> Counted[LeadId]:
    """Return at most `limit` leads that wait for a Manager's word, the longest waiting first, and how many do."""
    found = _first(table, DUE, indexes.DOUBT, limit, ("PK", DUE.sk))
    return Counted(lead_lists.lead_ids(found.entries), found.count)


def overdue_tasks(table: Table, now: datetime) -> int:
    """Return how many of the team's open tasks are past their time, at most `OVERDUE`."""
    due = table.query(indexes.TEAM_OPEN, index=ALL, until=f"{keys.instant(now)}#~", limit=OVERDUE, only=("PK",))
    return sum(1 for _ in due)


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


def _first(
    table: Table, index: Index, pk: str, limit: int, wanted: tuple[str, ...], counted: int = COUNTED
) -> Counted[Item]:
    """Return the first entries of an index partition that holds leads, and how many entries it has.

    At most `counted` are counted, or what is read if that is more.
    """
    entries = list(table.query(pk, index=index, limit=limit, only=wanted))
    if len(entries) < limit or limit >= counted:
        return Counted(entries, len(entries))
    last = entries[-1][index.sk]["S"]
    lead = entries[-1].get("PK") or {"S": keys.lead(last.rpartition("#")[2]).pk}
    after = {"PK": lead, "SK": {"S": "LEAD"}, index.pk: {"S": pk}, index.sk: {"S": last}}
    return Counted(entries, limit + table.number(pk, index=index, after=after, most=counted - limit))


def _open_conversation(entry: ConversationEntry) -> OpenConversation:
    waiting, idle = (conversation_entries.at(text) if text else None for text in (entry.waiting, entry.idle))
    return OpenConversation(entry.lead_id, entry.owner, waiting, idle)
