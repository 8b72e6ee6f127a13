"""Compute when leads come: by hour of the week in a report, and by hour of today on the dashboard.

Counters of earlier releases have no hours. Their leads are told apart, so that no hour looks emptier than it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from shared.domain.lead_records.counters import CounterRow
from shared.domain.reporting.report_figures import HOURS, ReportFigures

DAY = 24  # hours


class Demand(NamedTuple):
    """The leads of a date range by hour of the week.

    Attributes:
        hours: leads received in each hour of the week, from Monday at midnight, in the team's time zone.
        uncounted: leads received while hours were not counted yet.
        counted_from: the first day or month with counted hours, if some leads came before; None otherwise.

    Source: docs/rules.md, "Supervision" 2.
    """

    hours: tuple[int, ...]
    uncounted: int
    counted_from: str | None


class TodayHours(NamedTuple):
    """Today's leads by hour, and those of the `days` before, added up: all that follow the last one without hours.

    Source: docs/rules.md, "Supervision" 1.
    """

    today: tuple[int, ...]
    before: tuple[int, ...]
    days: int


def demand(series: Iterable[tuple[str, ReportFigures]]) -> Demand:
    """Add up the hours of a range's days or months, given in order.

    As far as more leads came on a day or in a month than its hours tell, they are uncounted.
    """
    hours, uncounted, first = [0] * HOURS, 0, None
    for step, figures in series:
        found = figures.hours
        if first is None and any(found):
            first = step
        uncounted += _uncounted(figures)
        hours = [had + more for had, more in zip(hours, found, strict=True)]
    return Demand(tuple(hours), uncounted, first if uncounted else None)


def today_by_hour(rows: Iterable[CounterRow], days: Sequence[str]) -> TodayHours:
    """Return the leads of each hour of today, and of the days before on which all hours were counted.

    Args:
        rows: counters of these days, in any order.
        days: in order, today last.
    """
    by_day = {day: ReportFigures() for day in days}
    for row in rows:
        if row.day in by_day:
            by_day[row.day].add(row.counts)
    *earlier, today = (by_day[day] for day in days)
    start = max((place for place, one in enumerate(earlier, 1) if _uncounted(one)), default=0)
    before = ReportFigures()
    for one in earlier[start:]:
        before.add({f"h{hour}": count for hour, count in enumerate(one.hours)})
    return TodayHours(_by_hour(today), _by_hour(before), len(earlier) - start)


def _uncounted(figures: ReportFigures) -> int:
    return max(0, figures["received"] - sum(figures.hours))


def _by_hour(figures: ReportFigures) -> tuple[int, ...]:
    """Return a day's leads by hour, whatever the weekday."""
    return tuple(sum(figures.hours[hour::DAY]) for hour in range(DAY))
