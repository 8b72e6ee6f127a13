"""Lists of leads with an open conversation, found by entries that tell what they are filtered by."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from typing import Literal

from shared.domain.kernel.record import LeadId
from shared.domain.lead_records.lead import Lead
from shared.store import conversation_entries, indexes, keys
from shared.store.conversation_entries import ANSWERED, LAST, ConversationEntry
from shared.store.indexes import CONVERSATION
from shared.store.lists.lead_lists import AT_ONCE, READ, Read
from shared.store.lists.paging import Position, Slice
from shared.store.table import Table

PASSED = 5 * AT_ONCE  # entries that one page looks at, at most
PLACE = ("PK", "SK", CONVERSATION.pk, CONVERSATION.sk)

Order = Literal["waiting", "opened"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list of open conversations holds.

    Attributes:
        order: who waits longest first, then where a new owner has done nothing, then the longest open; or only that.
        waits: only those where somebody waits for an answer, or only those where nobody does; None for all.
        idle: only those whose owner has done nothing yet.
        entry: whether an entry may be of the list, by what it tells; it may lag behind.
        lead: whether a lead as just read is of the list.
    """

    order: Order
    waits: bool | None
    idle: bool
    entry: Callable[[ConversationEntry], bool]
    lead: Callable[[Lead], bool]

    @property
    def first(self) -> str:
        """Return before which sort key of WAITING the list holds nothing."""
        return ANSWERED if self.waits is False else ""

    @property
    def last(self) -> str:
        """Return after which sort key of WAITING the list holds nothing."""
        return ANSWERED if self.waits else LAST

    @property
    def holds_open(self) -> bool:
        """Return whether the list holds entries of the partition OPEN: those of release 0.1 may be any."""
        return not self.idle and self.waits is not True


def page(
    table: Table,
    wanted: Wanted,
    after: Position | None,
    limit: int,
    read: Read,
    *,
    most: int = READ,
    passes: int = PASSED,
) -> Slice[Lead]:
    """Return a page of the list, each lead read consistently.

    Args:
        table: where to read.
        wanted: the list.
        after: where the previous page ended; None starts with the first.
        limit: how many leads to return. A page may hold fewer, even none.
        read: reads leads.
        most: how many leads to read at most.
        passes: how many entries to look at, at most.
    """
    walk = _Walk(table, wanted, ConversationEntry(**after) if after else None, limit + 1, passes)
    found: list[tuple[ConversationEntry, Lead]] = []
    were_read = 0
    for some in batched(walk.entries(), limit + 1, strict=False):
        fresh = {lead.lead_id: lead for lead in read(entry.lead_id for entry in some)}
        for entry in some:
            lead = fresh.get(entry.lead_id)
            if lead is not None and wanted.lead(lead):
                found.append((entry, lead))
        were_read += len(some)
        if len(found) > limit:
            return _slice(found[:limit], found[limit - 1][0])
        if were_read >= most:
            return _slice(found, some[-1])
    return _slice(found, walk.stopped_at)


def opened_between(table: Table, since: datetime, until: datetime, most: int) -> list[LeadId]:
    """Return at most `most` leads whose conversation was opened then, the latest first."""
    first, last = keys.instant(since), keys.instant(until)
    opened = table.query(
        indexes.OPEN, index=CONVERSATION, newest_first=True, limit=most, since=first, until=indexes.due_by(until)
    )
    found = [*map(conversation_entries.read, opened)]
    for begin, end in ((first, ANSWERED), (f"{ANSWERED}{first}", LAST)):  # nobody waits before it is open
        waiting = table.query(indexes.WAITING, index=CONVERSATION, since=begin, until=end)
        found += [one for one in map(conversation_entries.read, waiting) if first <= one.opened <= last]
    return [one.lead_id for one in heapq.nlargest(most, found, key=lambda one: one.by_opening)]


def _slice(found: Iterable[tuple[ConversationEntry, Lead]], last: ConversationEntry | None) -> Slice[Lead]:
    return Slice(tuple(lead for _, lead in found), last._asdict() if last else None)


class _Walk:
    """Go through the entries of a list in order.

    Attributes:
        stopped_at: the last entry looked at, if there were too many; None if the walk came to the end.
    """

    def __init__(self, table: Table, wanted: Wanted, after: ConversationEntry | None, size: int, passes: int) -> None:
        self._table, self._wanted, self._after = table, wanted, after
        self._size, self._passes = size, passes
        self.stopped_at: ConversationEntry | None = None

    def entries(self) -> Iterator[ConversationEntry]:
        """Yield the entries that may be of the list, after where the previous page ended."""
        each = self._by_opening() if self._wanted.order == "opened" else self._by_waiting()
        for passed, entry in enumerate(each, start=1):
            if self._fits(entry):
                yield entry
            if passed == self._passes:
                self.stopped_at = entry
                return

    def _fits(self, entry: ConversationEntry) -> bool:
        wanted = self._wanted
        if entry.pk == indexes.WAITING:
            if wanted.waits is not None and wanted.waits != bool(entry.waiting):
                return False
            if wanted.idle and not entry.idle:
                return False
        return wanted.entry(entry)

    def _by_waiting(self) -> Iterator[ConversationEntry]:
        after = self._after
        if after is None or after.pk == indexes.WAITING:
            yield from self._after_the_last(self._query(indexes.WAITING, after.sk if after else self._wanted.first))
        if self._wanted.holds_open:
            begin = after.sk if after and after.pk == indexes.OPEN else ""
            yield from self._after_the_last(self._query(indexes.OPEN, begin))

    def _after_the_last(self, entries: Iterable[ConversationEntry]) -> Iterator[ConversationEntry]:
        last = self._after
        return (one for one in entries if last is None or (one.pk, one.sk) != (last.pk, last.sk))

    def _by_opening(self) -> Iterator[ConversationEntry]:
        """Yield entries of both partitions, merged; of WAITING, which is sorted otherwise, all are read."""
        after = self._after
        waiting = sorted(self._query(indexes.WAITING, self._wanted.first, AT_ONCE), key=lambda one: one.by_opening)
        opened = self._query(indexes.OPEN, after.opened if after else "") if self._wanted.holds_open else ()
        for entry in heapq.merge(waiting, opened, key=lambda one: one.by_opening):
            if after is None or entry.by_opening > after.by_opening:
                yield entry

    def _query(self, pk: str, begin: str, size: int = 0) -> Iterator[ConversationEntry]:
        """Yield the entries of a partition from a sort key on; query some, then twice as many each time."""
        until = self._wanted.last if pk == indexes.WAITING else LAST
        size, place = size or self._size, None
        while True:
            some = list(
                self._table.query(pk, index=CONVERSATION, limit=size, after=place, since=begin or " ", until=until)
            )
            yield from map(conversation_entries.read, some)
            if len(some) < size:
                return
            place, size = {name: some[-1][name] for name in PLACE}, min(size * 2, AT_ONCE)
