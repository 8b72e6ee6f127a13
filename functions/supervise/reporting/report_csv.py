"""The report as CSV."""

from __future__ import annotations

from collections.abc import Iterator

from functions.supervise.reporting.report_schemas import FiguresShown, PeriodShown, ReportRowShown, ReportShown
from shared.domain.i18n.report_columns import COLUMNS
from shared.domain.plan_records.settings import Language
from shared.web.csv_cells import to_csv
from shared.web.formulas import Cell

FIGURES = tuple(FiguresShown.model_fields)


def as_csv(report: ReportShown, language: Language) -> str:
    """Return a header, the report's rows, and its totals; the period before has columns of its own."""
    return to_csv(_rows(report, language))


def _rows(report: ReportShown, language: Language) -> Iterator[list[Cell]]:
    told, agents = COLUMNS[language], report.by == "agent"
    compared = [told["before"].format(column=told[name]) for name in FIGURES] if report.previous else []
    routes = [told["routes"]] if agents else []
    yield [told[report.by], *routes, *(told[name] for name in FIGURES), *compared, told["id"]]
    for row in report.rows:
        titles = ["; ".join(route.title for route in row.routes or ())] if agents else []
        yield [row.name, *titles, *_figures(row), *_compared(report.previous, row), _id(row)]
    before = _figures(report.previous.totals) if report.previous else []
    yield [told["total"], *([None] if agents else []), *_figures(report.totals), *before, None]


def _figures(figures: FiguresShown) -> list[Cell]:
    return [getattr(figures, name) for name in FIGURES]


def _compared(previous: PeriodShown | None, row: ReportRowShown) -> list[Cell]:
    """Return the same row's figures of the period before; empty cells if it has none."""
    if previous is None:
        return []
    same = next((one for one in previous.rows if _id(one) == _id(row)), None)
    return _figures(same) if same else [None] * len(FIGURES)


def _id(row: ReportRowShown) -> str | None:
    return row.agent_id or row.route_id or row.source_id
