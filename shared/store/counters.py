"""Read counters: finished months from their rollups, all other days row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

from shared.domain.lead_records.counters import CounterRow
from shared.domain.reporting.date_range import DateRange, Month
from shared.domain.reporting.rollup import MonthRollup, RollupPage
from shared.store import codec, keys
from shared.store.partitions import PartitionKey
from shared.store.table import Table

KEPT = timedelta(minutes=10)  # for which a process keeps what the days before today came to
MAX_PAGES = 9_999  # the highest page number that fits into a rollup page's key


def read_counters(table: Table, span: DateRange) -> Iterator[CounterRow]:
    """Yield the counter rows of a date range.

    A daily range is read day by day; otherwise whole months come from their rollups where these exist.

    Source: docs/rules.md, "Supervision" 2.
    """
    parts, done = list(span.months()), set[str]()
    if not span.daily:
        for _, year in groupby((part for part in parts if part.whole), lambda part: part.month[:4]):
            yield from _rollup_rows(table, list(year), done)
    for part in parts:
        if part.month not in done:
            yield from days(table, part)


def days(table: Table, part: Month, *, newest_first: bool = False) -> Iterator[CounterRow]:
    """Return the counter rows of a month's days."""
    since, until = f"{part.first:%d}", f"{part.last:%d}~"
    rows = table.query(PartitionKey.COUNTERS.of(part.month), since=since, until=until, newest_first=newest_first)
    return map(codec.to_counter_row, rows)


class RecentCounts(NamedTuple):
    """Counter rows of the last days, and the first of these days.

    Attributes:
        rows: today's as they are, and for each day before one row, in which all of its rows are added up.
        since: the first day that was read.
    """

    rows: list[CounterRow]
    since: date


class _KeptDays(NamedTuple):
    """What the days before `today` came to, as it is used `until` then."""

    before: list[CounterRow]
    since: date
    today: date
    until: datetime


class RecentDays:
    """Read the counters of the last days: today's anew, and those of the days before, which are over, once in a while.

    Args:
        table: stores them.
        number: of days, today included.
        most: rows after which no further day is read.
    """

    def __init__(self, table: Table, number: int, most: int) -> None:
        self._table, self._number, self._most = table, number, most
        self._kept: _KeptDays | None = None

    def read(self, now: datetime, zone: ZoneInfo) -> RecentCounts:
        """Return the counts of the days up to today.

        What happened just before midnight may be committed after it. So days that are over are read again, but not
        more often than every `KEPT`.
        """
        today = now.astimezone(zone).date()
        first = today - timedelta(days=self._number - 1)
        if (kept := self._kept) and kept.today == today and now < kept.until:
            of_today = recent(self._table, DateRange(today, today), self._most)
            return RecentCounts([*of_today, *kept.before], kept.since)
        found = recent(self._table, DateRange(first, today), self._most)
        of_today = [row for row in found if row.day == f"{today}"]
        before = [_added_up(day, rows) for day, rows in groupby(found[len(of_today) :], key=lambda row: row.day)]
        since = first if len(found) < self._most else date.fromisoformat(found[-1].day)
        self._kept = _KeptDays(before, since, today, now + KEPT)
        return RecentCounts([*of_today, *before], since)


def recent(table: Table, span: DateRange, most: int) -> list[CounterRow]:
    """Return the counter rows of a range, the last day first; start no further day once there are `most` rows."""
    found: list[CounterRow] = []
    for part in reversed(list(span.months())):
        for row in days(table, part, newest_first=True):
            if len(found) >= most and row.day != found[-1].day:
                return found
            found.append(row)
    return found


def _added_up(day: str, rows: Iterable[CounterRow]) -> CounterRow:
    """Return one row of the whole team's counts of a day."""
    counts = Counter[str]()
    for row in rows:
        counts.update(row.counts)
    return CounterRow(day, None, None, None, counts)


def _rollup_rows(table: Table, year: Sequence[Month], done: set[str]) -> Iterator[CounterRow]:
    """Yield the rows of the months of one year that have a rollup, and add these months to `done`.

    Marks sort before pages. A month's mark is written after its pages, so if the mark exists, all pages do.
    """
    wanted, pages = {part.month for part in year}, dict[str, int]()
    first, last = keys.rollup(year[0].month), keys.rollup_page(year[-1].month, MAX_PAGES)
    for item in table.query(first.pk, since=first.sk, until=last.sk):
        if item["SK"]["S"].startswith("MARK#"):
            mark = codec.from_item(MonthRollup, item)
            if mark.month in wanted:
                pages[mark.month] = mark.pages
                done.add(mark.month)
            continue
        page = codec.from_item(RollupPage, item)
        if page.number < pages.get(page.month, 0):
            yield from page.counter_rows()
