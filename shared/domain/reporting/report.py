"""The report of routing statistics: figures by agent, route or source, and over time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from shared.domain.lead_records.attribution import TAKEN_OVER
from shared.domain.lead_records.counters import TAKEN, VALUE, VALUE_TAKEN_OVER, CounterRow
from shared.domain.reporting.report_figures import ReportFigures

By = Literal["agent", "route", "source"]
_ANSWERED = re.compile("rw?[0-9]+")  # times of first answers: reported only of leads that a route had


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of a date range.

    `rows` are by the id of an agent, route or source; counts without one are in `totals` only. `series` holds the
    totals of each day or month, in order, also of those without any.
    """

    rows: Mapping[str, ReportFigures]
    totals: ReportFigures
    series: Mapping[str, ReportFigures]


def report(counter_rows: Iterable[CounterRow], by: By, steps: Sequence[str]) -> Report:
    """Add up the counters of a date range.

    Args:
        counter_rows: in any order, of days or of whole months.
        by: one row of the report for each agent, route or source.
        steps: the days or months of the range.

    Source: docs/rules.md, "Supervision" 2.
    """
    rows: dict[str, ReportFigures] = {}
    totals, series = ReportFigures(), {step: ReportFigures() for step in steps}
    size = len(steps[0])
    for row in counter_rows:
        counts = _counts(row)
        totals.add(counts)
        series[row.day[:size]].add(counts)
        for key, part in _split_by(row, by, counts):
            rows.setdefault(key, ReportFigures()).add(part)
    return Report(rows, totals, series)


def _counts(row: CounterRow) -> dict[str, int]:
    """Return the counts of a row, with all lost jump balls added up, and without results of leads not routed."""
    counts = {name: count for name, count in row.counts.items() if not name.startswith(TAKEN)}
    if row.route_id is None:
        results = {what: counts[over] for what, over in _results(counts) if counts.get(over, 0)}
        known = {what for what, _ in _results(counts)}
        others = {name: n for name, n in counts.items() if name not in known and not _ANSWERED.fullmatch(name)}
        counts = {**others, **results}
    taken = sum(count for name, count in row.counts.items() if name.startswith(TAKEN))
    return {**counts, "taken": taken} if taken else counts


def _results(counts: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Yield the name of each result that may be counted, and that under which the same is counted of leads taken over.

    The values of deals are added up for each currency.
    """
    yield from TAKEN_OVER.items()
    currencies = {name.rpartition("#")[2] for name in counts if name.startswith((VALUE, VALUE_TAKEN_OVER))}
    yield from ((VALUE + currency, VALUE_TAKEN_OVER + currency) for currency in sorted(currencies))


def _split_by(row: CounterRow, by: By, counts: dict[str, int]) -> Iterable[tuple[str, dict[str, int]]]:
    """Return the ids to which the row's counts belong, each with its part.

    A lost jump ball is counted once for all rivals, in a row without an agent: split it among them. What became of
    leads that an agent took over is told apart from what became of those that a route brought to them.
    """
    if by != "agent":
        key = row.route_id if by == "route" else row.source_id
        return [(key, counts)] if key else []
    brought = {what: counts.get(what, 0) - counts.get(over, 0) for what, over in _results(counts)}
    own = [(row.agent_id, {**counts, **brought, "taken": 0})] if row.agent_id else []
    lost = (
        (name.removeprefix(TAKEN), {"taken": count}) for name, count in row.counts.items() if name.startswith(TAKEN)
    )
    return [*own, *lost]
