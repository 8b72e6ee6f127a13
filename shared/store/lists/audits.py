"""Lists of the copies of audit entries, newest first, read month by month."""

from __future__ import annotations

from datetime import UTC, datetime

from shared.domain.kernel.audit import AuditCopy
from shared.store import codec, keys
from shared.store.lists.paging import Position, Slice
from shared.store.table import Table

READ = 500  # entries that one page reads at most, however few match the subject
MONTHS = 24  # months that one page queries at most, so that empty months do not delay the answer


def newest(
    table: Table,
    since: datetime,
    now: datetime,
    subject: str | None,
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
        subject: return only entries about this subject; None for all.
        limit: how many entries to return. A page may hold fewer, even none.
        after: where the previous page ended: `month`, and `sk` of its last entry (empty: start of the month).
            None starts with the newest entry.
        most: how many entries to read at most.
    """
    found: list[AuditCopy] = []
    read, listed = 0, months(since, now)
    sk, left = (after["sk"], listed[listed.index(after["month"]) :]) if after else ("", listed)
    for month in left[:MONTHS]:
        pk = keys.kept(keys.audits(month))
        begin = {"PK": {"S": pk}, "SK": {"S": sk}} if sk else None
        size = most - read if subject else limit - len(found)
        for item in table.query(pk, newest_first=True, limit=size, after=begin):
            entry, read, sk = codec.from_item(AuditCopy, item), read + 1, item["SK"]["S"]
            if subject in (None, entry.subject):
                found.append(entry)
            if len(found) == limit or read == most:
                return Slice(tuple(found), {"month": month, "sk": sk})
        sk = ""
    return Slice(tuple(found), {"month": left[MONTHS], "sk": ""} if len(left) > MONTHS else None)


def months(since: datetime, now: datetime) -> list[str]:
    """Return the months from `now` back to `since`, such as `2026-11`."""
    first, last = since.astimezone(UTC), now.astimezone(UTC)
    numbers = range(last.year * 12 + last.month - 1, first.year * 12 + first.month - 2, -1)
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in numbers]
