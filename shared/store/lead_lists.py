"""Lists of leads: one index query, then the leads themselves in one consistent batch read."""

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
from shared.domain.lead_records.lead import Lead
from shared.domain.routing.trace import Trace
from shared.observe import count, logger
from shared.store import codec, keys
from shared.store.codec import HistoryPage, Item
from shared.store.keys import Index, Key
from shared.store.paging import Position, Slice
from shared.store.table import Table

READ = 200  # leads one page may read, however few of them it shows
MAX_KEYS = 100  # what one batch read takes
SHELVES = 24  # shelves one page may look at: empty months must not keep a caller waiting

type Read = Callable[[Iterable[LeadId]], list[Lead]]


def leads(table: Table, wanted: Iterable[LeadId]) -> list[Lead]:
    """The leads there are at these ids, in the order asked for."""
    ids = list(wanted)
    return among(table.items(map(keys.lead, ids)), ids)


def among(found: Mapping[Key, Item], ids: Iterable[LeadId]) -> list[Lead]:
    """The leads with these ids that are among items, in the order asked for."""
    return [lead for key in map(keys.lead, ids) if key in found and (lead := _readable(found[key]))]


def _readable(item: Item) -> Lead | None:
    """One lead that cannot be read must not take the whole list with it."""
    try:
        return codec.from_item(Lead, item)
    except ValidationError:
        logger.error("lead_unreadable", extra={"lead_id": item["PK"]["S"].removeprefix("LEAD#")})
        count("LeadUnreadable")
        return None


def lead_ids(items: Iterable[Item]) -> list[LeadId]:
    """The leads that index entries stand for."""
    return [item["PK"]["S"].removeprefix("LEAD#") for item in items]


def offered_to(table: Table, agent_id: AgentId) -> list[LeadId]:
    """Leads with an open offer to this agent: their own, and those open to several."""
    own = table.query("OFFERED", f"{agent_id}#", index=keys.QUEUE)
    shared = table.query("OFFERED", "*#", index=keys.QUEUE)
    return lead_ids([*own, *shared])


def owned_by(table: Table, agent_id: AgentId, most: int) -> list[LeadId]:
    """The open leads of this agent, those they got last first."""
    return lead_ids(table.query("OWNED", f"{agent_id}#", index=keys.QUEUE, newest_first=True, limit=most))


def in_queue(
    table: Table, pk: str, limit: int, after: Position | None, *, newest_first: bool = False, until: str = ""
) -> Slice[Item]:
    """Entries of a partition of the queue, in its order, up to the sort key `until` if that is given.

    Where they fill the page there may be more of them.
    """
    found = table.query(pk, index=keys.QUEUE, newest_first=newest_first, limit=limit, after=after, until=until)
    entries = tuple(found)
    names = ("PK", "SK", keys.QUEUE.pk, keys.QUEUE.sk)
    return Slice(entries, {name: entries[-1][name] for name in names} if len(entries) == limit else None)


def history(table: Table, lead: Lead) -> tuple[Event, ...]:
    """All that happened to the lead, oldest first: what moved to pages beside it, then its own entries.

    As many pages as the lead tells of: one that is added while we read belongs to a later version of it.
    """
    wanted = [keys.history(lead.lead_id, number) for number in range(lead.spilled)]
    found = table.items(wanted) if wanted else {}
    pages = [HistoryPage.model_validate_json(found[key]["body"]["S"]) for key in wanted]
    return (*(event for page in pages for event in page.events), *lead.history)


def traces(table: Table, lead_id: LeadId) -> list[Trace]:
    """The lead's routing decisions, oldest first."""
    where = keys.lead(lead_id)
    return [codec.from_item(Trace, item) for item in table.query(where.pk, "TRACE#")]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A partition of an index, or the parts of it that begin with `prefixes`, newest first; or `forward`, in its order.

    `few` marks one whose own order is another, and that is short: its entries are read whole and put in
    the order of their ids, which is the order in which the leads came.
    """

    index: Index
    pk: str
    prefixes: tuple[str, ...] = ("",)
    few: bool = False
    forward: bool = False


class Entry(NamedTuple):
    """A lead's entry on the shelf `pk`; without a lead, the place before the first one."""

    pk: str
    sk: str = ""
    lead_id: LeadId = ""


def months(since: datetime, now: datetime) -> tuple[Shelf, ...]:
    """All leads, newest first: a shelf for each month from `now` back to `since`."""
    first, last = since.astimezone(UTC), now.astimezone(UTC)
    numbers = range(last.year * 12 + last.month - 1, first.year * 12 + first.month - 2, -1)
    return tuple(Shelf(keys.ALL, f"LEADS#{number // 12:04}-{number % 12 + 1:02}") for number in numbers)


def newest(
    table: Table,
    shelves: Sequence[Shelf],
    after: Position | None,
    limit: int,
    wanted: Callable[[Lead], bool],
    read: Read | None = None,
    *,
    most: int = READ,
) -> Slice[Lead]:
    """A page of the leads on `shelves`, each as it is now, and only if it is wanted.

    Args:
        table: where to read.
        shelves: in order; the first is the one that `after` names.
        after: the entry where the page before stopped; None begins at the first shelf's first.
        limit: how many leads to find. A page may hold fewer, even none: it reads at most `most`.
        wanted: decides on the fresh lead; the index may lag behind.
        read: reads the leads; `leads` unless given.
        most: leads to read, however few of them are wanted.
    """
    found: list[Lead] = []
    on: Entry | None = None
    walk = _walk(table, shelves, Entry(**after) if after else None, limit, read or partial(leads, table), most)
    for lead, on in islice(walk, most):  # noqa: B007  # told after the loop
        if lead is not None and wanted(lead):
            found.append(lead)
            if len(found) == limit:
                break
    return Slice(tuple(found), on._asdict() if on else None)


def _walk(
    table: Table, shelves: Sequence[Shelf], start: Entry | None, size: int, read: Read, most: int
) -> Iterator[tuple[Lead | None, Entry | None]]:
    """Each entry's lead as it is now, if it is there, with the place to go on from behind it.

    Reads `size` entries, then twice as many each time, so that a page that shows all it reads costs one
    query and one batch. One entry more is asked for: it tells whether the shelf goes on.
    """
    left, after = most, start if start and start.lead_id else None
    for shelf, following in zip(shelves[:SHELVES], [*shelves[1:], None], strict=False):
        more = True
        while more:
            size = min(size, left, MAX_KEYS)
            entries = _entries(table, shelf, after, size + 1)
            shown, more = entries[:size], len(entries) > size
            fresh = {lead.lead_id: lead for lead in read(entry.lead_id for entry in shown)}
            for entry in shown:
                stays = more or entry is not shown[-1]
                yield fresh.get(entry.lead_id), entry if stays else _top(following)
            if not shown:
                yield None, _top(following)
            after, left = shown[-1] if more else None, left - len(shown)
            size = size * 2 if more else size


def _top(shelf: Shelf | None) -> Entry | None:
    return Entry(shelf.pk) if shelf else None


def _entries(table: Table, shelf: Shelf, after: Entry | None, limit: int) -> list[Entry]:
    """At most `limit` entries of a shelf, behind `after`."""
    if shelf.few:
        return _in_order_of_ids(table, shelf, after)[:limit]
    begin = {
        "PK": {"S": keys.lead(after.lead_id).pk}, "SK": {"S": keys.lead(after.lead_id).sk},
        shelf.index.pk: {"S": after.pk}, shelf.index.sk: {"S": after.sk},
    } if after else None  # fmt: skip
    backward = not shelf.forward
    found = table.query(shelf.pk, shelf.prefixes[0], index=shelf.index, newest_first=backward, limit=limit, after=begin)
    return [_entry(shelf, item) for item in found]


def _in_order_of_ids(table: Table, shelf: Shelf, after: Entry | None) -> list[Entry]:
    items = [item for prefix in shelf.prefixes for item in table.query(shelf.pk, prefix, index=shelf.index)]
    entries = sorted((_entry(shelf, item) for item in items), key=lambda entry: entry.lead_id, reverse=True)
    return [entry for entry in entries if after is None or entry.lead_id < after.lead_id]


def _entry(shelf: Shelf, item: Item) -> Entry:
    return Entry(shelf.pk, item[shelf.index.sk]["S"], item["PK"]["S"].removeprefix("LEAD#"))
