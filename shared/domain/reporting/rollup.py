"""The monthly rollup: the counters of a past month in few records, instead of rows for every day."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from shared.domain.kernel.record import Record
from shared.domain.lead_records.counters import CounterRow, merge_counters
from shared.domain.reporting.date_range import DateRange, next_month

PAGE_BYTES = 200_000  # of a page's rows; DynamoDB's limit is 400 KB
SETTLED_AFTER = timedelta(days=2)  # by then nothing more is counted in a month, even if the team changes its time zone


class RollupPage(Record):
    """Some rows of a month, with the counts of its days added up: member, route and source (or `-`), and counts.

    Source: docs/rules.md, "Supervision" 2.
    """

    month: str
    number: int
    rows: tuple[tuple[str, str, str, dict[str, int]], ...]

    def counter_rows(self) -> Iterator[CounterRow]:
        """Yield its rows as counters of the month."""
        for agent_id, route_id, source_id, counts in self.rows:
            yield CounterRow(self.month, _id_or_none(agent_id), _id_or_none(route_id), _id_or_none(source_id), counts)


class MonthRollup(Record):
    """The mark that all `pages` of a month are written. Without it the rows of the days are read.

    Source: docs/rules.md, "Supervision" 2.
    """

    month: str
    pages: int


def roll_up(month: str, day_rows: Iterable[CounterRow]) -> list[RollupPage]:
    """Add up the counters of a month's days into pages; the order of `day_rows` does not matter."""
    month_rows = merge_counters(
        [CounterRow(month, row.agent_id, row.route_id, row.source_id, row.counts) for row in day_rows]
    )
    pages: list[list[tuple[str, str, str, dict[str, int]]]] = []
    page_bytes = PAGE_BYTES
    for row in sorted(month_rows, key=lambda one: one.row):
        row_bytes = 140 + sum(len(name) + 10 for name in row.counts)  # estimated generously
        if page_bytes + row_bytes > PAGE_BYTES:
            pages.append([])
            page_bytes = 0
        pages[-1].append((*row.row[1:], dict(sorted(row.counts.items()))))
        page_bytes += row_bytes
    return [RollupPage(month=month, number=number, rows=tuple(rows)) for number, rows in enumerate(pages)]


def completed_months(began: date, today: date) -> tuple[str, ...]:
    """Return the months since the team began that ended at least `SETTLED_AFTER` ago, in order."""
    return tuple(
        part.month for part in DateRange(began, today).months() if next_month(part.first) + SETTLED_AFTER <= today
    )


def _id_or_none(one: str) -> str | None:
    return None if one == "-" else one
