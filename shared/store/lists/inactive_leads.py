"""Find leads that may be inactive, in the index `queue`: it sorts them by when they came into their state.

No lead was active last before it came into its state, so an entry that is younger needs no look. That costs no write:
an entry by the last activity would have to be moved with every action. Erased leads stand in a partition of their own.
"""

from __future__ import annotations

from datetime import datetime

from shared.domain.kernel.record import LeadId
from shared.domain.lead_records.lead import Lead
from shared.store import indexes, keys
from shared.store.lists import lead_lists
from shared.store.lists.paging import Position, Slice
from shared.store.table import Table

PARTITIONS = ("CLOSED", "POOLED", "OWNED")
OWNED = 2  # it is sorted by owner, so all its entries are read
ENTRIES = 1000  # entries of it that one query reads
QUERIES = 8  # of one slice


def candidates(table: Table, before: datetime, after: Position | None, limit: int) -> Slice[LeadId]:
    """Return leads that came into their state before that instant, from the partition and entry `after` on.

    A slice may hold fewer than `limit`, even none; it is the last one if it has no next position.
    """
    number, entry = (after["partition"], after["entry"]) if after else (0, None)
    bound, found = keys.instant(before), list[LeadId]()
    for _ in range(QUERIES):
        size, until = (ENTRIES, "") if number == OWNED else (limit - len(found), bound)
        some = lead_lists.in_queue(table, PARTITIONS[number], size, entry, until=until)
        for item in some.records:
            if item[indexes.QUEUE.sk]["S"].rpartition("#")[2] < bound:
                found += lead_lists.lead_ids([item])
            if len(found) == limit:
                return Slice(tuple(found), {"partition": number, "entry": lead_lists.place_in_queue(item)})
        entry, number = some.next, number if some.next else number + 1
        if number == len(PARTITIONS):
            return Slice(tuple(found), None)
    return Slice(tuple(found), {"partition": number, "entry": entry})


def noted_since(table: Table, lead: Lead, at: datetime) -> bool:
    """Return whether something was recorded beside the lead since then that the lead itself does not say.

    Release 0.1 did not write on the lead when an interaction, message or comment was recorded.
    """
    if lead.noted_at:
        return False
    found = table.query(keys.lead(lead.lead_id).pk, "NOTE#", newest_first=True, limit=1)
    return any(item["SK"]["S"].split("#")[1] >= keys.instant(at) for item in found)
