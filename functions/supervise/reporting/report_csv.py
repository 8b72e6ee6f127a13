"""The report as CSV (RFC 4180, UTF-8 without a byte order mark), safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from functions.supervise.reporting.report_schemas import FiguresShown, PeriodShown, ReportRowShown, ReportShown
from shared.domain.i18n.report_columns import COLUMNS
from shared.domain.plan_records.settings import Language

FIGURES = tuple(FiguresShown.model_fields)
_FORMULA = re.compile(r"^(?=[\t\r])|(?:^|[;,|\t\r\n])[\s\"']*(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")
"""Before what makes a spreadsheet evaluate a cell: at its start, or after what another language separates cells by."""

type Cell = str | float | None


def as_csv(report: ReportShown, language: Language) -> str:
    """Return a header, the report's rows, and its totals; the period before has columns of its own."""
    text = io.StringIO()
    csv.writer(text).writerows([guarded(cell) for cell in row] for row in _rows(report, language))
    return text.getvalue()


def guarded(cell: Cell) -> str:
    """Return the cell as text: None is empty, and what looks like a formula is made text by an apostrophe.

    A spreadsheet in Spanish separates cells by semicolons, whatever quotes stand around: the part of a cell that
    follows one is guarded as well.
    """
    told = "" if cell is None else str(cell)
    return _FORMULA.sub(lambda found: f"{found[0]}'", told)


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
