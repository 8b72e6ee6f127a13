"""Reading counts: months that are over as they were folded, all else day by day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from shared.domain.lead_records.counters import CounterRow
from shared.domain.reporting.date_range import DateRange, Month
from shared.domain.reporting.rollup import MonthRollup, RollupPage
from shared.store import codec, keys
from shared.store.table import Table

MOST_PAGES = 9_999  # of a month: the highest number that its keys take


def read_counters(table: Table, span: DateRange) -> Iterator[CounterRow]:
    """The rows of a span: of a daily one day by day, else of its whole months as far as these are folded.

    Source: docs/rules.md, "Supervision" 2.
    """
    parts, done = list(span.months()), set[str]()
    if not span.daily:
        for _, year in groupby((part for part in parts if part.whole), lambda part: part.month[:4]):
            yield from _folded(table, list(year), done)
    for part in parts:
        if part.month not in done:
            yield from days(table, part)


def days(table: Table, part: Month, *, newest_first: bool = False) -> Iterator[CounterRow]:
    """The rows of a month's days."""
    since, until = f"{part.first:%d}", f"{part.last:%d}~"
    rows = table.query(f"TALLY#{part.month}", since=since, until=until, newest_first=newest_first)
    return map(codec.to_tally, rows)


def recent(table: Table, span: DateRange, most: int) -> list[CounterRow]:
    """The rows of a span, the last day first, every day whole: no further day once there are `most` rows."""
    found: list[CounterRow] = []
    for part in reversed(list(span.months())):
        for tally in days(table, part, newest_first=True):
            if len(found) >= most and tally.day != found[-1].day:
                return found
            found.append(tally)
    return found


def _folded(table: Table, year: Sequence[Month], done: set[str]) -> Iterator[CounterRow]:
    """The rows of those months of a year that are folded; `done` learns which these are.

    All marks come before all pages, and each is written after its own: with it, all of them are there.
    """
    wanted, pages = {part.month for part in year}, dict[str, int]()
    first, last = keys.folded(year[0].month), keys.folded_page(year[-1].month, MOST_PAGES)
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
