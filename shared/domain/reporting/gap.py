"""Tell from when on a report's range has the figures that earlier releases did not count."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from shared.domain.reporting.report_figures import ReportFigures


class ReportGap(NamedTuple):
    """How much of a date range was counted without working time, shares in time, taken-over leads and steps.

    Attributes:
        uncounted: claims and first responses of which only the time by the clock is known.
        counted_from: the first day or month with the new figures, if some claims or responses came before; else None.

    Source: docs/rules.md, "Supervision" 2.
    """

    uncounted: int
    counted_from: str | None


def report_gap(series: Iterable[tuple[str, ReportFigures]]) -> ReportGap:
    """Add up what a range's days or months, given in order, have and lack."""
    uncounted, first = 0, None
    for step, figures in series:
        both = [(figures.timed(took), figures.timed(took, working=True)) for took in ("t", "r")]
        if first is None and any(working for _, working in both):
            first = step
        uncounted += sum(max(0, wall - working) for wall, working in both)
    return ReportGap(uncounted, first if uncounted else None)
