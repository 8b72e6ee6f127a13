"""Folding: the counts of a month that is over, in few records instead of a row for every day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from shared.domain.kernel.record import Record
from shared.domain.lead_records.counters import CounterRow, gather
from shared.domain.reporting.date_range import DateRange, next_month

PAGE_BYTES = 200_000  # of a page's rows; an item takes 400 KB
SETTLES = timedelta(days=2)  # after its end nothing is counted in a month any more, wherever the team moves


class RollupPage(Record):
    """Some of a month's rows, the counts of its days added up: member, route and source, or `-`, and the counts.

    Source: docs/rules.md, "Supervision" 2.
    """

    month: str
    number: int
    rows: tuple[tuple[str, str, str, dict[str, int]], ...]

    def tallies(self) -> Iterator[CounterRow]:
        """Its rows as tallies of the month."""
        for agent_id, route_id, source_id, counts in self.rows:
            yield CounterRow(self.month, _none(agent_id), _none(route_id), _none(source_id), counts)


class MonthRollup(Record):
    """The mark that all of a month's `pages` are there. Without it the days are read.

    Source: docs/rules.md, "Supervision" 2.
    """

    month: str
    pages: int


def roll_up(month: str, tallies: Iterable[CounterRow]) -> list[RollupPage]:
    """The pages of a month: the same for the same rows, whatever their order."""
    rows = gather([CounterRow(month, one.agent_id, one.route_id, one.source_id, one.counts) for one in tallies])
    pages: list[list[tuple[str, str, str, dict[str, int]]]] = []
    size = PAGE_BYTES
    for tally in sorted(rows, key=lambda one: one.row):
        bytes_ = 140 + sum(len(name) + 10 for name in tally.counts)
        if size + bytes_ > PAGE_BYTES:
            pages.append([])
            size = 0
        pages[-1].append((*tally.row[1:], dict(sorted(tally.counts.items()))))
        size += bytes_
    return [RollupPage(month=month, number=number, rows=tuple(rows)) for number, rows in enumerate(pages)]


def settled(began: date, today: date) -> tuple[str, ...]:
    """The months since the team began that have been over for two days, in order."""
    return tuple(part.month for part in DateRange(began, today).months() if next_month(part.first) + SETTLES <= today)


def _none(one: str) -> str | None:
    return None if one == "-" else one
