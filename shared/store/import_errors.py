"""The mistakes of an import's rows, page by page."""

from __future__ import annotations

from typing import NamedTuple

from shared.domain.lead_records.lead_import import Import, ImportErrors, RowError
from shared.store import codec, keys
from shared.store.table import Table


class Place(NamedTuple):
    """Where reading stopped: behind a whole page of the table, and `skip` mistakes of the one after."""

    start: int
    skip: int


class Found(NamedTuple):
    """Mistakes in order, and where to read `on`; None at the end."""

    mistakes: tuple[RowError, ...]
    on: Place | None


def page(table: Table, one: Import, limit: int, after: Place | None) -> Found:
    """The next mistakes of the import's run; `after` is where an earlier page stopped."""
    start, skip = after or Place(-1, 0)
    behind = keys.mistakes(one.import_id, one.run, start) if start >= 0 else None
    where = {"PK": {"S": behind.pk}, "SK": {"S": behind.sk}} if behind else None
    found: list[RowError] = []
    for item in table.query(keys.imported(one.import_id).pk, keys.run(one.run), after=where):
        stored = codec.from_item(ImportErrors, item)
        taken = stored.items[skip : skip + limit + 1 - len(found)]
        found += taken
        if len(found) > limit:
            return Found(tuple(found[:limit]), Place(start, skip + len(taken) - 1))
        start, skip = stored.start, 0
    return Found(tuple(found), None)
