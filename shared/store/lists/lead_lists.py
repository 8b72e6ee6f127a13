"""Lists of leads: query an index, then read the leads in one consistent batch read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from typing import NamedTuple

from pydantic import ValidationError

from shared.domain.kernel.event import Event
from shared.domain.kernel.record import AgentId, LeadId
from shared.domain.lead_records.history_page import HistoryPage
from shared.domain.lead_records.lead import Lead
from shared.domain.routing.trace import Trace
from shared.observe import count, logger
from shared.store import codec, indexes, keys, packing
from shared.store.codec import Item
from shared.store.indexes import Index
from shared.store.keys import Key
from shared.store.lists.paging import Position, Slice
from shared.store.partitions import PartitionKey
from shared.store.table import Table

READ = 200  # leads that one page reads at most, however few of them it shows
MAX_KEYS = 100  # keys of one batch read
AT_ONCE = 1000  # entries that one query reads of a partition of which some are left out
MAX_PARTITIONS = 24  # partitions that one page queries at most, so that empty months do not delay the answer

type Read = Callable[[Iterable[LeadId]], list[Lead]]


def leads(table: Table, wanted: Iterable[LeadId]) -> list[Lead]:
    """Return the leads that exist, in the order of `wanted`."""
    ids = list(wanted)
    return among(table.items(map(keys.lead, ids)), ids)


def among(found: Mapping[Key, Item], ids: Iterable[LeadId]) -> list[Lead]:
    """Return the leads with these ids among items already read, in the order of `ids`."""
    return [lead for key in map(keys.lead, ids) if key in found and (lead := readable(found[key]))]


def readable(item: Item) -> Lead | None:
    """Return the lead in an item; log and return None if this release cannot read it, so that the others count."""
    try:
        return codec.from_item(Lead, item)
    except ValidationError:
        logger.error("lead_unreadable", extra={"lead_id": item["PK"]["S"].removeprefix(PartitionKey.LEADS)})
        count("LeadUnreadable")
        return None


def lead_ids(items: Iterable[Item]) -> list[LeadId]:
    """Return the ids of the leads that index entries refer to."""
    return [item["PK"]["S"].removeprefix(PartitionKey.LEADS) for item in items]


def offered_to(table: Table, agent_id: AgentId) -> list[LeadId]:
    """Return leads offered to this agent alone, and all leads offered to several agents."""
    own = table.query("OFFERED", f"{agent_id}#", index=indexes.QUEUE)
    shared = table.query("OFFERED", "*#", index=indexes.QUEUE)
    return lead_ids([*own, *shared])


def owned_by(table: Table, agent_id: AgentId, most: int) -> list[LeadId]:
    """Return the agent's open leads, the latest received first."""
    return lead_ids(table.query("OWNED", f"{agent_id}#", index=indexes.QUEUE, newest_first=True, limit=most))


def in_queue(
    table: Table, pk: str, limit: int, after: Position | None, *, newest_first: bool = False, until: str = ""
) -> Slice[Item]:
    """Return entries of a partition of the index `queue` in order, up to the sort key `until` if given.

    A full page has a next position even if nothing follows.
    """
    found = table.query(pk, index=indexes.QUEUE, newest_first=newest_first, limit=limit, after=after, until=until)
    entries = tuple(found)
    return Slice(entries, place_in_queue(entries[-1]) if len(entries) == limit else None)


def place_in_queue(entry: Item) -> Position:
    """Return the position after an entry of the index `queue`."""
    return {name: entry[name] for name in ("PK", "SK", indexes.QUEUE.pk, indexes.QUEUE.sk)}


def history(table: Table, lead: Lead) -> tuple[Event, ...]:
    """Return the lead's whole history, oldest first: its history pages, then the entries on the lead itself.

    Reads as many pages as this version of the lead has; a page added meanwhile belongs to a later version.
    """
    wanted = [keys.history(lead.lead_id, number) for number in range(lead.spilled)]
    found = table.items(wanted) if wanted else {}
    pages = [HistoryPage.model_validate_json(packing.body_of(found[key]), extra="ignore") for key in wanted]
    return (*(event for page in pages for event in page.events), *lead.history)


def traces(table: Table, lead_id: LeadId) -> list[Trace]:
    """Return the traces of the lead's routing decisions, oldest first."""
    key = keys.lead(lead_id)
    return [codec.from_item(Trace, item) for item in table.query(key.pk, "TRACE#")]


@dataclass(frozen=True, slots=True)
class Partition:
    """A partition of an index to list leads from, newest first.

    Attributes:
        index: the index.
        pk: its partition.
        prefixes: list only entries whose sort key begins with one of these.
        few: the partition is short but not sorted by time: read all its entries and sort them by lead id, which is
            the order in which the leads came in.
        forward: list the entries in the index's order instead of backwards.
        keeps: leaves out entries by their keys, before any lead is read; None keeps all.
    """

    index: Index
    pk: str
    prefixes: tuple[str, ...] = ("",)
    few: bool = False
    forward: bool = False
    keeps: Callable[[Entry], bool] | None = None


class Entry(NamedTuple):
    """A lead's entry in the partition `pk`; without a lead, the position before the first entry."""

    pk: str
    sk: str = ""
    lead_id: LeadId = ""


def months(since: datetime, now: datetime) -> tuple[Partition, ...]:
    """Return the partitions of all leads, newest first: one for each month from `now` back to `since`."""
    first, last = since.astimezone(UTC), now.astimezone(UTC)
    numbers = range(last.year * 12 + last.month - 1, first.year * 12 + first.month - 2, -1)
    return tuple(Partition(indexes.ALL, f"LEADS#{number // 12:04}-{number % 12 + 1:02}") for number in numbers)


def newest(
    table: Table,
    partitions: Sequence[Partition],
    after: Position | None,
    limit: int,
    wanted: Callable[[Lead], bool],
    read: Read | None = None,
    *,
    most: int = READ,
) -> Slice[Lead]:
    """Return a page of the leads in `partitions`, read consistently and filtered by `wanted`.

    Args:
        table: where to read.
        partitions: partitions in order; the first is the one that `after` names.
        after: the last entry of the previous page; None starts with the first entry.
        limit: how many leads to return. A page may hold fewer, even none: it reads at most `most`.
        wanted: filters the leads as just read, since the index may lag behind.
        read: reads the leads; `leads` by default.
        most: how many leads to read at most.
    """
    found: list[Lead] = []
    on: Entry | None = None
    walk = _walk(table, partitions, Entry(**after) if after else None, limit, read or partial(leads, table), most)
    for lead, on in islice(walk, most):  # noqa: B007  # the last position is used after the loop
        if lead is not None and wanted(lead):
            found.append(lead)
            if len(found) == limit:
                break
    return Slice(tuple(found), on._asdict() if on else None)


def _walk(
    table: Table, partitions: Sequence[Partition], start: Entry | None, size: int, read: Read, most: int
) -> Iterator[tuple[Lead | None, Entry | None]]:
    """Yield each entry's lead, or None if it does not exist, with the position after it.

    Reads `size` entries, then twice as many each time, so that a page that shows every lead it reads costs one
    query and one batch read. Each query asks for one entry more, to know whether the partition has more.
    """
    left, after = most, start if start and start.lead_id else None
    for partition, following in zip(partitions[:MAX_PARTITIONS], [*partitions[1:], None], strict=False):
        more = True
        while more:
            size = min(size, left, MAX_KEYS)
            entries = _entries(table, partition, after, size + 1)
            page, more = entries[:size], len(entries) > size
            fresh = {lead.lead_id: lead for lead in read(entry.lead_id for entry in page)}
            for entry in page:
                stays = more or entry is not page[-1]
                yield fresh.get(entry.lead_id), entry if stays else _start_of(following)
            if not page:
                yield None, _start_of(following)
            after, left = page[-1] if more else None, left - len(page)
            size = size * 2 if more else size


def _start_of(partition: Partition | None) -> Entry | None:
    return Entry(partition.pk) if partition else None


def _entries(table: Table, partition: Partition, after: Entry | None, limit: int) -> list[Entry]:
    """Return at most `limit` entries of a partition, after the entry `after`."""
    if partition.few:
        return _sorted_by_id(table, partition, after)[:limit]
    if partition.keeps is None:
        return _in_order(table, partition, after, limit)
    kept: list[Entry] = []
    while len(kept) < limit:
        some = _in_order(table, partition, after, AT_ONCE)
        kept += filter(partition.keeps, some)
        if len(some) < AT_ONCE:
            break
        after = some[-1]
    return kept[:limit]


def _in_order(table: Table, partition: Partition, after: Entry | None, limit: int) -> list[Entry]:
    begin = {
        "PK": {"S": keys.lead(after.lead_id).pk}, "SK": {"S": keys.lead(after.lead_id).sk},
        partition.index.pk: {"S": after.pk}, partition.index.sk: {"S": after.sk},
    } if after else None  # fmt: skip
    backward = not partition.forward
    found = table.query(
        partition.pk, partition.prefixes[0], index=partition.index, newest_first=backward, limit=limit, after=begin
    )
    return [_entry(partition, item) for item in found]


def _sorted_by_id(table: Table, partition: Partition, after: Entry | None) -> list[Entry]:
    items = [item for prefix in partition.prefixes for item in table.query(partition.pk, prefix, index=partition.index)]
    entries = sorted((_entry(partition, item) for item in items), key=lambda entry: entry.lead_id, reverse=True)
    return [entry for entry in entries if after is None or entry.lead_id < after.lead_id]


def _entry(partition: Partition, item: Item) -> Entry:
    return Entry(partition.pk, item[partition.index.sk]["S"], item["PK"]["S"].removeprefix(PartitionKey.LEADS))
