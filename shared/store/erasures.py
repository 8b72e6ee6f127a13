"""Erasures in the table: which are due, and how the records of a lead are erased."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from shared.domain.kernel.contact import Card
from shared.domain.kernel.event import Event
from shared.domain.kernel.record import ErasureId, LeadId
from shared.domain.lead_records.history_page import HistoryPage
from shared.domain.lead_records.raw_delivery import RawDelivery
from shared.domain.privacy.erase import blank_event
from shared.store import codec, indexes, keys, packing
from shared.store.codec import Item
from shared.store.keys import Key
from shared.store.partitions import PartitionKey
from shared.store.table import Table, Write, delete, put

AT_ONCE = 50  # records of one step, and erasures of one sweep


class ErasedRecords(NamedTuple):
    """The writes that erase some records of a lead, the history events among them, the last sort key, and files.

    The files hold what the person had sent, and are to be deleted first.
    """

    writes: list[Write]
    events: tuple[Event, ...]
    after: str
    files: tuple[str, ...] = ()


def due(table: Table, now: datetime) -> list[ErasureId]:
    """Return the erasures that go on now, the longest waiting first."""
    found = table.query(indexes.ERASE, index=indexes.DUE, until=indexes.due_by(now), limit=AT_ONCE)
    return [item["PK"]["S"].removeprefix(PartitionKey.ERASURES) for item in found]


def erase_records(table: Table, lead_id: LeadId, after: str) -> ErasedRecords:
    """Return how the next records of a lead are erased, beside the lead itself; no writes at the end.

    Pages of the history keep ids, instants and codes. Every other record is deleted, those of later releases too.

    Args:
        table: where to read.
        lead_id: of a lead that is erased itself, so that no record is added any more.
        after: the sort key of the last record that was erased; empty at the start.
    """
    where, begin = keys.lead(lead_id), None
    if after:
        begin = {"PK": {"S": where.pk}, "SK": {"S": after}}
    writes: list[Write] = []
    events: list[Event] = []
    files: list[str] = []
    for item in table.query(where.pk, after=begin, limit=AT_ONCE):
        after = item["SK"]["S"]
        if after.startswith("HISTORY#"):
            page = HistoryPage.model_validate_json(packing.body_of(item), extra="ignore")
            events += page.events
            writes.append(_put_blank(item, page))
        elif after != where.sk:
            if after.startswith(keys.RAW):
                files += codec.from_item(RawDelivery, item).files
            writes.append(_delete(Key(where.pk, after)))
    return ErasedRecords(writes, tuple(events), after, tuple(files))


def remove_from_cards(table: Table, hashes: Iterable[str], lead_id: LeadId) -> list[Write]:
    """Return the writes by which these addresses lead to `lead_id` no more.

    A card without leads is deleted, unless its person objects.
    """
    items = table.items(keys.card(hashed) for hashed in sorted(set(hashes)))
    return list(_without(lead_id, [codec.from_item(Card, item) for item in items.values()]))


def _without(lead_id: LeadId, cards: Sequence[Card]) -> Iterator[Write]:
    for card in cards:
        others = tuple(one for one in card.leads if one != lead_id)
        if lead_id not in card.all_leads:
            continue
        current = card.current if card.current != lead_id else others[-1] if others else None
        if current is None and card.objection is None:
            yield delete(card)
        else:
            yield put(card.model_copy(update={"current": current, "leads": others}))


def _put_blank(item: Item, page: HistoryPage) -> Write:
    blank = page.model_copy(update={"events": tuple(map(blank_event, page.events))})
    return Write(
        Key(item["PK"]["S"], item["SK"]["S"]), "Put", {"Item": {**item, "body": {"S": blank.model_dump_json()}}}
    )


def _delete(key: Key) -> Write:
    return Write(key, "Delete", {"Key": {"PK": {"S": key.pk}, "SK": {"S": key.sk}}})
