"""Find the leads of persons by index entries, for those who may see every lead.

What is read depends on everybody's leads: an Agent's searches are made of their own instead (`agent_leads`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import batched
from typing import NamedTuple

from shared.domain.kernel.contact import AddressKind, words_of
from shared.domain.kernel.errors import CursorInvalid
from shared.domain.kernel.record import LeadId
from shared.domain.lead_records.lead import Lead
from shared.domain.leads.search import PersonQuery, begin_words
from shared.store import indexes, keys, search_keys
from shared.store.lists.lead_lists import AT_ONCE, READ, Read
from shared.store.lists.paging import Position, Slice
from shared.store.partitions import PartitionKey
from shared.store.search_keys import TURN, PartHashes, Range
from shared.store.table import Table

PASSED = 5 * AT_ONCE  # entries that one page looks at, at most


def _always(_: object) -> bool:
    return True


class FoundEntry(NamedTuple):
    """An entry: its partition and sort key, its lead, and the sort key of the lead's item that has it."""

    pk: str
    sk: str
    lead_id: LeadId
    item: str = "LEAD"

    @property
    def text(self) -> str:
        """Return the sort key without the lead's id."""
        return self.sk.rpartition("#")[0]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A range of entries of persons who may be found.

    Attributes:
        range: where the entries are.
        fits: whether an entry's text says that its person may be found; no lead is read otherwise.
        has: whether a lead belongs here, and to no shelf before this one.
    """

    range: Range
    fits: Callable[[str], bool]
    has: Callable[[Lead], bool]


def shelves(person: PersonQuery, hashes: PartHashes) -> list[Shelf]:
    """Return where to look for a person: by first names, then other words, then addresses; each is on one shelf only.

    What is written as e-mails are, such as `lucia.p`, is looked for as an e-mail first.
    """
    if len(person.words) > 1 and " " not in person.text:
        return [
            *_addresses(person, hashes, _always),
            *_names(person, lambda lead: not person.matches_address(lead.contact)),
        ]
    return [
        *_names(person, _always),
        *_addresses(person, hashes, lambda lead: not person.matches_name(lead.contact, lead.also_named)),
    ]


def _names(person: PersonQuery, has: Callable[[Lead], bool]) -> list[Shelf]:
    if not person.words:
        return []
    anchor = max(person.words, key=len)
    turned, others = f"{indexes.WORDS}{anchor[0]}", tuple(one for one in person.words if one != anchor)
    return [
        Shelf(Range(indexes.NAME, anchor[0], anchor), lambda text: begin_words(others, words_of(text)), has),
        Shelf(Range(indexes.NAME, turned, anchor), lambda text: _fits_turned(text, anchor, others), has),
    ]


def _addresses(person: PersonQuery, hashes: PartHashes, has: Callable[[Lead], bool]) -> list[Shelf]:
    typed: tuple[tuple[AddressKind, str], ...] = (("email", person.email), ("phone", person.digits))
    ranges = (one for kind, text in typed if text for one in search_keys.address_ranges(hashes, kind, text))
    return [Shelf(one, _always, has) for one in ranges]


def page(
    table: Table,
    shelved: Sequence[Shelf],
    after: Position | None,
    limit: int,
    wanted: Callable[[Lead], bool],
    read: Read,
    *,
    most: int = READ,
) -> Slice[Lead]:
    """Return a page of the wanted leads on these shelves, each once, read consistently.

    Args:
        table: where to look.
        shelved: where to look, in order.
        after: where the previous page ended; None starts with the first.
        limit: how many leads to return. A page may hold fewer, even none.
        wanted: filters the leads as just read, since an index may lag behind.
        read: reads leads.
        most: how many leads to read at most.

    Raises:
        CursorInvalid: the position is on no shelf.
    """
    found: dict[LeadId, Lead] = {}
    were_read = passed = 0
    for shelf, start in _left(shelved, after):
        for entries in _queries(table, shelf.range, start, limit + 1):
            fitting = [one for one in entries if shelf.fits(one.text) and one.lead_id not in found]
            for some in batched(fitting, limit + 1, strict=False):
                fresh = {lead.lead_id: lead for lead in read(one.lead_id for one in some)}
                for one in some:
                    lead = fresh.get(one.lead_id)
                    if lead is not None and shelf.has(lead) and wanted(lead):
                        found[lead.lead_id] = lead
                    if len(found) == limit:
                        return Slice(tuple(found.values()), one._asdict())
                were_read += len(some)
                if were_read >= most:
                    return Slice(tuple(found.values()), some[-1]._asdict())
            passed += len(entries)
            if passed >= PASSED:
                return Slice(tuple(found.values()), entries[-1]._asdict())
    return Slice(tuple(found.values()), None)


def _fits_turned(text: str, anchor: str, others: tuple[str, ...]) -> bool:
    """Return whether an entry fits: it has the others, and `anchor` begins no earlier word, whose entry it is then."""
    turned, _, start = text.partition(TURN)
    earlier = words_of(start)
    return not begin_words((anchor,), earlier) and begin_words(others, (*words_of(turned), *earlier))


def _left(shelved: Sequence[Shelf], after: Position | None) -> Iterator[tuple[Shelf, FoundEntry | None]]:
    """Yield the shelves that are left, the first with the entry to start after."""
    if after is None:
        yield from ((shelf, None) for shelf in shelved)
        return
    start = FoundEntry(**after)
    numbers = [number for number, shelf in enumerate(shelved) if shelf.range.pk == start.pk]
    if not numbers:
        raise CursorInvalid
    yield shelved[numbers[0]], start
    yield from ((shelf, None) for shelf in shelved[numbers[0] + 1 :])


def _queries(table: Table, where: Range, after: FoundEntry | None, size: int) -> Iterator[list[FoundEntry]]:
    """Yield the entries of a range, `size` at first, then twice as many each time."""
    while True:
        entries = _query(table, where, after, size)
        if entries:
            yield entries
        if len(entries) < size:
            return
        after, size = entries[-1], min(size * 2, AT_ONCE)


def _query(table: Table, where: Range, after: FoundEntry | None, limit: int) -> list[FoundEntry]:
    index = where.on
    begin = {
        "PK": {"S": keys.lead(after.lead_id).pk}, "SK": {"S": after.item},
        index.pk: {"S": after.pk}, index.sk: {"S": after.sk},
    } if after else None  # fmt: skip
    found = table.query(where.pk, where.prefix, index=index, limit=limit, after=begin)
    leads = PartitionKey.LEADS
    return [
        FoundEntry(where.pk, item[index.sk]["S"], item["PK"]["S"].removeprefix(leads), item["SK"]["S"])
        for item in found
    ]
