"""The audit as a list: month after month, newest first."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

from shared.domain.kernel.audit import Audit
from shared.store import codec, keys
from shared.store.table import Table

READ = 500  # entries that one page reads at the most, however few are about its subject
MONTHS = 24  # months that one page looks at: empty ones must not keep a caller waiting


class Place(NamedTuple):
    """Where a page stopped: behind this entry of a month, or before its newest where there is none."""

    month: str
    sk: str = ""


class Found(NamedTuple):
    """A page: the entries, and where the next one begins; None at the end."""

    entries: tuple[Audit, ...]
    on: Place | None


def newest(
    table: Table,
    since: datetime,
    now: datetime,
    subject: str | None,
    limit: int,
    start: Place | None,
    *,
    most: int = READ,
) -> Found:
    """A page of the audit.

    Args:
        table: where to read.
        since: when the team began: nothing is older.
        now: UTC.
        subject: only entries about this; None for all.
        limit: how many entries to find. A page may hold fewer, even none.
        start: where the page before stopped; None begins with the newest.
        most: entries to read, however few of them are about the subject.
    """
    found: list[Audit] = []
    read, months = 0, _months(since, now)
    place = start or Place(months[0])
    left = months[months.index(place.month) :]
    for month in left[:MONTHS]:
        place = place if place.month == month else Place(month)
        pk = keys.audits(month)
        begin = {"PK": {"S": pk}, "SK": {"S": place.sk}} if place.sk else None
        size = most - read if subject else limit - len(found)
        for item in table.query(pk, newest_first=True, limit=size, after=begin):
            entry, read, place = codec.from_item(Audit, item), read + 1, Place(month, item["SK"]["S"])
            if subject in (None, entry.subject):
                found.append(entry)
            if len(found) == limit or read == most:
                return Found(tuple(found), place)
    return Found(tuple(found), Place(left[MONTHS]) if len(left) > MONTHS else None)


def _months(since: datetime, now: datetime) -> list[str]:
    """The months from `now` back to `since`, such as `2026-11`."""
    first, last = since.astimezone(UTC), now.astimezone(UTC)
    numbers = range(last.year * 12 + last.month - 1, first.year * 12 + first.month - 2, -1)
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in numbers]
