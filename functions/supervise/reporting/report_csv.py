"""The report as CSV."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from functions.supervise.reporting.figures_schemas import FiguresShown, ReportSumShown
from functions.supervise.reporting.report_schemas import PeriodShown, ReportRowShown, ReportShown
from shared.domain.i18n.report_columns import COLUMNS
from shared.domain.plan_records.settings import Language
from shared.web.csv_cells import to_csv
from shared.web.formulas import Cell

FIGURES = tuple(FiguresShown.model_fields)
_SUMS = ("won_value", "won_value_taken_over")


class _Column(NamedTuple):
    """A column of figures; of sums, those in one currency."""

    name: str
    currency: str | None = None

    def heading(self, language: Language) -> str:
        """Return what it is called."""
        told = COLUMNS[language][self.name]
        return f"{told} ({self.currency})" if self.currency else told

    def of(self, figures: FiguresShown) -> Cell:
        """Return its figure; a sum without any amount is 0."""
        if self.currency:
            sums: tuple[ReportSumShown, ...] = getattr(figures, self.name)
            return sum(one.amount for one in sums if one.currency == self.currency)
        figure: Cell = getattr(figures, self.name)
        return figure


def as_csv(report: ReportShown, language: Language) -> str:
    """Return a header, the report's rows, and its totals; the period before has columns of its own."""
    return to_csv(_rows(report, language))


def _rows(report: ReportShown, language: Language) -> Iterator[list[Cell]]:
    told, agents, columns = COLUMNS[language], report.by == "agent", _columns(report)
    headings = [column.heading(language) for column in columns]
    compared = [told["before"].format(column=heading) for heading in headings] if report.previous else []
    routes = [told["routes"]] if agents else []
    yield [told[report.by], *routes, *headings, *compared, told["id"]]
    for row in report.rows:
        titles = ["; ".join(route.title for route in row.routes or ())] if agents else []
        yield [row.name, *titles, *_figures(row, columns), *_compared(report.previous, row, columns), _id(row)]
    before = _figures(report.previous.totals, columns) if report.previous else []
    yield [told["total"], *([None] if agents else []), *_figures(report.totals, columns), *before, None]


def _columns(report: ReportShown) -> tuple[_Column, ...]:
    """Return the columns of figures: sums have one for the team's currency, and one for each other that there is."""
    shown = [one for period in (report, report.previous) if period for one in (period.totals, *period.rows)]
    others = {one.currency for figures in shown for name in _SUMS for one in getattr(figures, name)}
    currencies = list(dict.fromkeys([*([report.currency] if report.currency else []), *sorted(others)]))
    return tuple(_Column(name, currency) for name in FIGURES for currency in (currencies if name in _SUMS else [None]))


def _figures(figures: FiguresShown, columns: Sequence[_Column]) -> list[Cell]:
    return [column.of(figures) for column in columns]


def _compared(previous: PeriodShown | None, row: ReportRowShown, columns: Sequence[_Column]) -> list[Cell]:
    """Return the same row's figures of the period before; empty cells if it has none."""
    if previous is None:
        return []
    same = next((one for one in previous.rows if _id(one) == _id(row)), None)
    return _figures(same, columns) if same else [None] * len(columns)


def _id(row: ReportRowShown) -> str | None:
    return row.agent_id or row.route_id or row.source_id
