"""The report of routing statistics: rows of counts, gathered by agent, route or source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from shared.domain.lead_records.counters import TAKEN, CounterRow
from shared.domain.reporting.report_figures import ReportFigures

By = Literal["agent", "route", "source"]
_ROUTED = ("won", "appointments", "responded")  # of leads that their owner received through a route


@dataclass(frozen=True, slots=True)
class Report:
    """Figures of a span.

    `rows` are by the id of an agent, route or source; what belongs to none is in `totals` alone. `series` has
    the totals of each day or month, in order, empty ones too.
    """

    rows: Mapping[str, ReportFigures]
    totals: ReportFigures
    series: Mapping[str, ReportFigures]


def report(tallies: Iterable[CounterRow], by: By, steps: Sequence[str]) -> Report:
    """Gather the rows of a span.

    Args:
        tallies: in any order, of days or of whole months.
        by: what they are gathered by.
        steps: the days or months of the span.

    Source: docs/rules.md, "Supervision" 2.
    """
    rows: dict[str, ReportFigures] = {}
    totals, series = ReportFigures(), {step: ReportFigures() for step in steps}
    size = len(steps[0])
    for tally in tallies:
        counts = _counts(tally)
        totals.add(counts)
        series[tally.day[:size]].add(counts)
        for whose, part in _parts(tally, by, counts):
            rows.setdefault(whose, ReportFigures()).add(part)
    return Report(rows, totals, series)


def _counts(tally: CounterRow) -> dict[str, int]:
    """What a row counts: jump balls that others won together, what a route did not bring left out where it must be."""
    counts = {
        name: count
        for name, count in tally.counts.items()
        if not name.startswith(TAKEN) and (tally.route_id or not _is_of_routes(name))
    }
    taken = sum(count for name, count in tally.counts.items() if name.startswith(TAKEN))
    return {**counts, "taken": taken} if taken else counts


def _is_of_routes(name: str) -> bool:
    return name in _ROUTED or (name[0] == "r" and name[1:].isdigit())


def _parts(tally: CounterRow, by: By, counts: dict[str, int]) -> Iterable[tuple[str, dict[str, int]]]:
    """Whose figures the row belongs to: jump balls that another won are of many agents, in a row of nobody's own."""
    if by != "agent":
        whose = tally.route_id if by == "route" else tally.source_id
        return [(whose, counts)] if whose else []
    own = [(tally.agent_id, {**counts, "taken": 0})] if tally.agent_id else []
    lost = (
        (name.removeprefix(TAKEN), {"taken": count}) for name, count in tally.counts.items() if name.startswith(TAKEN)
    )
    return [*own, *lost]
