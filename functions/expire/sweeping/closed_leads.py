"""List the closed leads of earlier releases by their last owner, some with each sweep."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import batched
from typing import Any

from shared.domain.lead_records.lead import Lead
from shared.observe import error_code, logger
from shared.store import indexes, keys
from shared.store.codec import Item
from shared.store.item_attributes import attributes
from shared.store.lists import lead_lists
from shared.store.lists.paging import Position
from shared.store.table import MAX_WRITES, Collision, Table, Write

AT_ONCE = 5 * MAX_WRITES  # leads of one sweep
NAMES = (indexes.CONVERSATION.pk, indexes.CONVERSATION.sk)


class ClosedLeads:
    """Give closed leads the index entry that they are written with since release 0.2.

    Go through all closed leads, oldest first, and remember how far; then read nothing any more. Until it is done, an
    Agent's lists lack leads that they closed before.
    """

    def __init__(self, table: Table, at_once: int = AT_ONCE) -> None:
        self._table, self._at_once, self._done = table, at_once, False

    def list_next(self) -> int:
        """List some more; return how many. A failure ends no other part of the sweep."""
        if self._done:
            return 0
        try:
            return self._list(self._table.items([keys.CLOSED_LISTED]).get(keys.CLOSED_LISTED))
        except Exception as error:
            # The next sweep tries again.
            logger.warning("closed_leads_not_listed", extra={"error": error_code(error)})
            return 0

    def _list(self, mark: Item | None) -> int:
        if mark is not None and mark["done"]["BOOL"]:
            self._done = True
            return 0
        after: Position | None = mark["after"]["M"] or None if mark else None
        found = lead_lists.in_queue(self._table, "CLOSED", self._at_once, after)
        items = self._table.items(keys.lead(lead_id) for lead_id in lead_lists.lead_ids(found.records))
        writes = [write for item in items.values() if (write := _entry(item))]
        commit_unless_changed(self._table, writes)
        # Remember the place of the last one read, so that what is closed meanwhile is looked at as well.
        place = lead_lists.place_in_queue(found.records[-1]) if found.records else after or {}
        self._table.commit([_mark(place, done=not found.records)])
        self._done = not found.records
        return len(writes)


def commit_unless_changed(table: Table, writes: Sequence[Write]) -> None:
    """Write entries, but for leads that were changed meanwhile: whoever did has written theirs."""
    for some in batched(writes, MAX_WRITES, strict=False):
        try:
            table.commit(some)
        except Collision as collision:
            table.commit([write for write in some if write.key not in collision.lost])


def _entry(item: Item) -> Write | None:
    """Return the write of a closed lead's entry; None if it has one, or needs none."""
    lead = lead_lists.readable(item)
    return entry_of(lead, item) if lead and lead.state == "closed" and NAMES[0] not in item else None


def entry_of(lead: Lead, item: Item) -> Write | None:
    """Return the write of a lead's entry in the index `conversation`; None if it needs none."""
    pk, sk = (attributes(lead)[name] for name in NAMES)
    if pk is None or sk is None:
        return None
    key = keys.lead(lead.lead_id)
    return Write(key, "Update", {
        "Key": {"PK": {"S": key.pk}, "SK": {"S": key.sk}},
        # Without the marks for the stream, or this write would look like the lead's latest change.
        "UpdateExpression": f"SET {NAMES[0]} = :pk, {NAMES[1]} = :sk REMOVE #todo, #tell, stop_clock",
        "ExpressionAttributeNames": {"#todo": keys.TODO, "#tell": keys.TELL},
        "ExpressionAttributeValues": {":pk": {"S": pk}, ":sk": {"S": sk}, ":v": item["v"]},
        "ConditionExpression": "v = :v", "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
    })  # fmt: skip


def _mark(after: dict[str, Any], *, done: bool) -> Write:
    key = keys.CLOSED_LISTED
    item = {"PK": {"S": key.pk}, "SK": {"S": key.sk}, "after": {"M": after}, "done": {"BOOL": done}}
    return Write(key, "Put", {"Item": item})
