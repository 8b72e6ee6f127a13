"""Lists of the copies of audit entries, newest first, read month by month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from shared.domain.kernel.audit import AuditCopy, AuditSelection
from shared.store import codec, indexes, keys
from shared.store.codec import Item
from shared.store.lists.paging import Position, Slice
from shared.store.table import Table

READ = 500  # entries that one page reads at most, however few are selected
MONTHS = 24  # months that one page queries at most, so that empty months do not delay the answer


def newest(
    table: Table,
    since: datetime,
    now: datetime,
    wanted: AuditSelection,
    limit: int,
    after: Position | None,
    *,
    most: int = READ,
) -> Slice[AuditCopy]:
    """Return a page of the audit.

    Args:
        table: where to read.
        since: when the team was created; no entry is older.
        now: UTC.
        wanted: which entries to return.
        limit: how many entries to return. A page may hold fewer, even none.
        after: where the previous page ended: `month`, and `sk` of its last entry (empty: start of the month).
            None starts with the newest entry.
        most: how many entries to read at most.
    """
    found: list[AuditCopy] = []
    read, listed = 0, _months_of(wanted, since, now)
    sk, left = (after["sk"], listed[listed.index(after["month"]) :]) if after else ("", listed)
    for month in left[:MONTHS]:
        size = most - read if wanted.selects else limit - len(found)
        for item in _entries(table, month, wanted, size, sk):
            entry, read, sk = codec.from_item(AuditCopy, item), read + 1, item["SK"]["S"]
            if wanted.matches(entry):
                found.append(entry)
            if len(found) == limit or read == most:
                return Slice(tuple(found), {"month": month, "sk": sk})
        sk = ""
    return Slice(tuple(found), {"month": left[MONTHS], "sk": ""} if len(left) > MONTHS else None)


def every(table: Table, since: datetime, now: datetime, wanted: AuditSelection, most_bytes: int) -> Iterator[AuditCopy]:
    """Yield every selected entry, newest first.

    Args:
        table: where to read.
        since: when the team was created; no entry is older.
        now: UTC.
        wanted: which entries to yield.
        most_bytes: how many bytes of entries to read at most.

    Raises:
        TooLarge: there are more.
    """
    for month in _months_of(wanted, since, now):
        for item in _entries(table, month, wanted, None, ""):
            most_bytes -= len(item["body"]["S"].encode())
            if most_bytes < 0:
                raise TooLarge
            entry = codec.from_item(AuditCopy, item)
            if wanted.matches(entry):
                yield entry


class TooLarge(Exception):
    """Raised when there are more entries than may be read."""


def _entries(table: Table, month: str, wanted: AuditSelection, size: int | None, sk: str) -> Iterator[Item]:
    """Yield the copies of a month, newest first, between the filter's instants."""
    pk = keys.kept(keys.audits(month))
    since = keys.instant(wanted.since) if wanted.since else ""
    until = indexes.due_by(wanted.until) if wanted.until else "~" if since else ""
    begin = {"PK": {"S": pk}, "SK": {"S": sk}} if sk else None
    return table.query(pk, newest_first=True, limit=size, after=begin, since=since, until=until)


def _months_of(wanted: AuditSelection, since: datetime, now: datetime) -> list[str]:
    first = max(since, wanted.since) if wanted.since else since
    return months(first, min(now, wanted.until) if wanted.until else now)


def months(since: datetime, now: datetime) -> list[str]:
    """Return the months from `now` back to `since`, such as `2026-11`."""
    first, last = since.astimezone(UTC), now.astimezone(UTC)
    numbers = range(last.year * 12 + last.month - 1, first.year * 12 + first.month - 2, -1)
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in numbers]
