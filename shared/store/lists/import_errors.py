"""Lists of the errors in an import's rows."""

from __future__ import annotations

from collections.abc import Iterator

from shared.domain.lead_records.lead_import import Import, ImportErrors, RowError
from shared.store import codec, keys
from shared.store.lists.paging import Position, Slice
from shared.store.table import Table


def page(table: Table, one: Import, limit: int, after: Position | None) -> Slice[RowError]:
    """Return a page of the row errors of the import's current run.

    `after` is where the previous page ended: `start` names the last record that was listed whole, and `skip` counts
    the errors already listed of the record after it.
    """
    start, skip = (after["start"], after["skip"]) if after else (-1, 0)
    behind = keys.import_errors(one.import_id, one.run, start) if start >= 0 else None
    where = {"PK": {"S": behind.pk}, "SK": {"S": behind.sk}} if behind else None
    found: list[RowError] = []
    for item in table.query(keys.imported(one.import_id).pk, keys.import_errors_prefix(one.run), after=where):
        stored = codec.from_item(ImportErrors, item)
        taken = stored.items[skip : skip + limit + 1 - len(found)]
        found += taken
        if len(found) > limit:
            return Slice(tuple(found[:limit]), {"start": start, "skip": skip + len(taken) - 1})
        start, skip = stored.start, 0
    return Slice(tuple(found), None)


def every(table: Table, one: Import) -> Iterator[RowError]:
    """Yield all row errors of the import's current run, in the order of the rows."""
    for item in table.query(keys.imported(one.import_id).pk, keys.import_errors_prefix(one.run)):
        yield from codec.from_item(ImportErrors, item).items
