"""Write the rows of a file that failed as CSV, each with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from functions.ingest.imports.csv_file import CsvFile, CsvRow, read_csv
from shared.domain.i18n.row_reasons import COLUMN, reasons_in_words
from shared.domain.lead_records.lead_import import RowError
from shared.domain.plan_records.settings import Language
from shared.web.csv_cells import to_csv
from shared.web.formulas import Cell


def failed_rows_csv(raw: bytes, errors: Iterable[RowError], language: Language) -> str:
    """Return the heading and the rows with errors as they were sent, and last why they failed.

    Args:
        raw: the file as it was uploaded.
        errors: in the order of the rows.
        language: of the reasons.

    Raises:
        UnusableFile: the file cannot be read.
    """
    found = groupby(errors, key=lambda error: error.row)
    reasons = {row: reasons_in_words([*of_row], language) for row, of_row in found}
    return to_csv(_lines(read_csv(raw), reasons, language))


def heading_csv(columns: Sequence[str], language: Language) -> str:
    """Return a file without rows."""
    return to_csv([[*columns, COLUMN[language]]])


def _lines(sheet: CsvFile, reasons: Mapping[int, str], language: Language) -> Iterator[list[Cell]]:
    rows = [row for row in sheet.rows if row.number in reasons]
    width = max(len(sheet.header), *map(_filled, rows), 0)
    yield [*_widened(sheet.header, width), COLUMN[language]]
    for row in rows:
        yield [*_widened(row.cells, width), reasons[row.number]]


def _filled(row: CsvRow) -> int:
    """Return how many cells a row has, without empty ones at its end."""
    return max((at for at, cell in enumerate(row.cells, 1) if cell), default=0)


def _widened(cells: Sequence[str], width: int) -> list[str]:
    return [*cells, *[""] * (width - len(cells))][:width]
