"""List the open conversations of earlier releases by who waits, some with each sweep."""

from __future__ import annotations

from typing import Any

from functions.expire.sweeping.closed_leads import commit_unless_changed, entry_of
from shared.observe import error_code, logger
from shared.store import conversation_entries, indexes, keys
from shared.store.codec import Item
from shared.store.lists import lead_lists
from shared.store.table import MAX_WRITES, Table, Write

AT_ONCE = 5 * MAX_WRITES  # entries of one sweep
PLACE = ("PK", "SK", indexes.CONVERSATION.pk, indexes.CONVERSATION.sk)


class WaitingLeads:
    """Give leads with an open conversation the index entry that they are written with now.

    Go through all of the partition OPEN, the longest open first, and remember how far; then read nothing any more.
    Until it is done, what was not written since is not listed by who waits.
    """

    def __init__(self, table: Table, at_once: int = AT_ONCE) -> None:
        self._table, self._at_once, self._done = table, at_once, False

    def list_next(self) -> int:
        """List some more; return how many. A failure ends no other part of the sweep."""
        if self._done:
            return 0
        try:
            return self._list(self._table.items([keys.WAITING_LISTED]).get(keys.WAITING_LISTED))
        except Exception as error:
            # The next sweep tries again.
            logger.warning("waiting_leads_not_listed", extra={"error": error_code(error)})
            return 0

    def _list(self, mark: Item | None) -> int:
        if mark is not None and mark["done"]["BOOL"]:
            self._done = True
            return 0
        after: Item | None = mark["after"]["M"] or None if mark else None
        found = list(self._table.query(indexes.OPEN, index=indexes.CONVERSATION, limit=self._at_once, after=after))
        old = [entry for entry in found if not conversation_entries.read(entry).whole]
        items = self._table.items(map(keys.lead, lead_lists.lead_ids(old))) if old else {}
        writes = [write for item in items.values() if (write := _entry(item))]
        commit_unless_changed(self._table, writes)
        self._done = len(found) < self._at_once
        self._table.commit([_mark({} if self._done else {name: found[-1][name] for name in PLACE}, done=self._done)])
        return len(writes)


def _entry(item: Item) -> Write | None:
    lead = lead_lists.readable(item)
    return entry_of(lead, item) if lead and lead.conversation is not None else None


def _mark(after: dict[str, Any], *, done: bool) -> Write:
    key = keys.WAITING_LISTED
    item = {"PK": {"S": key.pk}, "SK": {"S": key.sk}, "after": {"M": after}, "done": {"BOOL": done}}
    return Write(key, "Put", {"Item": item})
