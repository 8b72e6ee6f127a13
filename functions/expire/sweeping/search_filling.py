"""Make the persons of earlier releases' leads findable by all that people search for, some with each sweep."""

from __future__ import annotations

from datetime import UTC
from itertools import batched
from typing import Any

from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.settings import Settings
from shared.doors import Now
from shared.observe import count, error_code, logger
from shared.store import indexes, keys, search_keys
from shared.store.codec import Item
from shared.store.lists import lead_lists
from shared.store.search_keys import PartHashes
from shared.store.table import MAX_WRITES, Collision, Table, Write

PLACE = ("PK", "SK", indexes.ALL.pk, indexes.ALL.sk)
AT_ONCE = 2 * MAX_WRITES  # leads of one sweep


class SearchFilling:
    """Give leads of earlier releases the items by which their persons are found; newer ones are written with them.

    Go through all leads, the latest month first, and remember how far; then read nothing any more. Until it is done, a
    search by those who see every lead finds earlier persons by first name or a whole address only.

    Args:
        table: stores the leads.
        part_hashes: hashes parts of addresses (`MasterSecret.part_hashes`).
        now: returns the current time.
        at_once: leads of one sweep.
    """

    def __init__(self, table: Table, part_hashes: PartHashes, now: Now, at_once: int = AT_ONCE) -> None:
        self._table, self._part_hashes, self._now = table, part_hashes, now
        self._at_once, self._done = at_once, False

    def fill_next(self, settings: Settings) -> int:
        """Fill in some more; return how many leads. A failure ends no other part of the sweep."""
        if self._done:
            return 0
        try:
            return self._fill(settings, self._table.items([keys.SEARCH_FILLED]).get(keys.SEARCH_FILLED))
        except Exception as error:
            # The next sweep tries again.
            logger.warning("search_not_filled", extra={"error": error_code(error)})
            return 0

    def _fill(self, settings: Settings, mark: Item | None) -> int:
        first = f"{settings.created_at.astimezone(UTC):%Y-%m}"
        month = mark["month"]["S"] if mark else f"{self._now().astimezone(UTC):%Y-%m}"
        if month < first:
            self._done = True
            return 0
        after = mark["after"]["M"] or None if mark else None
        found = list(self._table.query(f"LEADS#{month}", index=indexes.ALL, limit=self._at_once, after=after))
        leads = lead_lists.leads(self._table, lead_lists.lead_ids(found))
        writes = [write for lead in leads if lead.erased_at is None for write in self._missing(lead)]
        for some in batched(writes, MAX_WRITES, strict=False):
            self._commit(list(some))
        place = {name: found[-1][name] for name in PLACE} if len(found) == self._at_once else {}
        self._table.commit([_mark(month if place else _month_before(month), place)])
        if leads:
            count("LeadsMadeSearchable", len(leads))
        return len(leads)

    def _missing(self, lead: Lead) -> list[Write]:
        """Return the writes of a lead's items; whoever has changed its person meanwhile has written theirs."""
        each = search_keys.attributes(self._part_hashes, lead)
        return [
            search_keys.put(lead.lead_id, number, values, ConditionExpression="attribute_not_exists(PK)")
            for number, values in enumerate(each)
        ]

    def _commit(self, writes: list[Write]) -> None:
        try:
            self._table.commit(writes)
        except Collision as collision:
            self._table.commit([write for write in writes if write.key not in collision.lost])


def _mark(month: str, after: dict[str, Any]) -> Write:
    key = keys.SEARCH_FILLED
    item = {"PK": {"S": key.pk}, "SK": {"S": key.sk}, "month": {"S": month}, "after": {"M": after}}
    return Write(key, "Put", {"Item": item})


def _month_before(month: str) -> str:
    number = int(month[:4]) * 12 + int(month[5:]) - 2
    return f"{number // 12:04}-{number % 12 + 1:02}"
