"""Find a person's leads by their addresses, and read all that is stored about them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from pydantic import JsonValue

from shared.domain.kernel.contact import Card
from shared.domain.kernel.record import LeadId
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.raw_delivery import RawDelivery, RawPart
from shared.domain.privacy.erase import merged_leads
from shared.store import codec, keys, packing
from shared.store.codec import Item
from shared.store.lists import lead_lists
from shared.store.lists.paging import Position, Slice
from shared.store.table import Table

RecordKind = Literal["lead", "history", "note", "message", "comment", "task", "delivery", "other"]
type ReadPart = Callable[[RawPart, int], bytes | None]
MAX_TEXT = 1024 * 1024  # bytes of deliveries after which a page ends
# How routing decided, and what people are found by: all that it holds of the person stands in the lead.
LEFT_OUT = ("TRACE#", keys.SEARCHED)
_KINDS: dict[str, RecordKind] = {"LEAD": "lead", "HISTORY": "history", "TASK": "task", "RAW": "delivery"}
_NOTES: dict[str, RecordKind] = {"note": "note", "message": "message", "comment": "comment"}


class PersonalRecord(NamedTuple):
    """A stored record about a person."""

    lead_id: LeadId
    kind: RecordKind
    record: dict[str, JsonValue]


def leads_of(table: Table, hashes: Iterable[str]) -> list[Lead]:
    """Return the leads of these addresses, and the leads that were merged with them, newest first.

    Args:
        table: where to read.
        hashes: keyed hashes of the addresses.
    """
    cards = [codec.from_item(Card, item) for item in table.items(map(keys.card, hashes)).values()]
    wanted = {lead_id for card in cards for lead_id in card.all_leads}
    found: dict[LeadId, Lead] = {}
    while wanted:
        leads = lead_lists.leads(table, sorted(wanted))
        found |= {lead.lead_id: lead for lead in leads}
        wanted = {one for lead in leads for one in merged_leads(lead, lead_lists.history(table, lead))} - found.keys()
    return sorted(found.values(), key=lambda lead: lead.lead_id, reverse=True)


def export(
    table: Table, read: ReadPart, lead_ids: Sequence[LeadId], limit: int, after: Position | None
) -> Slice[PersonalRecord]:
    """Return a page of all records of these leads, lead by lead, as they are stored; deliveries as readable text.

    A page ends early where it holds much text.

    Args:
        table: where to read.
        read: returns the bytes of a part of a delivery, at most so many; None if they are not kept.
        lead_ids: the leads, in the same order for every page.
        limit: how many records to read at most.
        after: where the page before ended; None at the start.
    """
    number, sk = (after["number"], after["sk"]) if after else (0, "")
    found: list[PersonalRecord] = []
    left = MAX_TEXT
    for place, lead_id in enumerate(lead_ids[number:], number):
        for item in _items(table, lead_id, sk, limit - len(found)):
            sk = item["SK"]["S"]
            is_raw = sk.startswith(keys.RAW)
            record, length = _readable(item, read) if is_raw else (json.loads(packing.body_of(item)), 0)
            found.append(PersonalRecord(lead_id, _kind(sk), record))
            left -= length
            if left <= 0:
                return Slice(tuple(found), {"number": place, "sk": sk})
        if len(found) == limit:
            return Slice(tuple(found), {"number": place, "sk": sk})
        sk = ""
    return Slice(tuple(found), None)


def _items(table: Table, lead_id: LeadId, sk: str, limit: int) -> Iterator[Item]:
    pk = keys.lead(lead_id).pk
    after = {"PK": {"S": pk}, "SK": {"S": sk}} if sk else None
    left = limit
    for item in table.query(pk, after=after):
        if left == 0:
            return
        if not item["SK"]["S"].startswith(LEFT_OUT):
            left -= 1
            yield item


def _readable(item: Item, read: ReadPart) -> tuple[dict[str, JsonValue], int]:
    """Return a delivery as it was received, with its content as text, and the text's length.

    What holds other events too may speak of other people: its content is left out.
    """
    raw, length = codec.from_item(RawDelivery, item), 0
    shown = raw.model_dump(mode="json", exclude={"parts", "forget_at", "version", "lead_id"})
    parts: list[JsonValue] = []
    for part in raw.parts:
        told: dict[str, JsonValue] = part.model_dump(mode="json", exclude={"packed", "file"})
        content = None if part.shared else read(part, MAX_TEXT)
        if content is not None:
            text = content.decode(errors="replace")
            told |= {"text": text, "cut": len(content) < part.size}
            length += len(text)
        parts.append(told)
    return {**shown, "parts": parts}, length


def _kind(sk: str) -> RecordKind:
    first = sk.split("#")[0]
    if first == "NOTE":
        return _NOTES.get(sk.rpartition("#")[2].partition("_")[0], "other")
    return _KINDS.get(first, "other")
