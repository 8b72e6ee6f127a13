"""CSV (RFC 4180, UTF-8 without a byte order mark) that is safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from shared.web.app import Response

_FORMULA = re.compile(r"^(?=[\t\r])|(?:^|[;,|\t\r\n])[\s\"']*(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")
"""Before what makes a spreadsheet evaluate a cell: at its start, or after what another language separates cells by."""

type Cell = str | float | None


def to_csv(rows: Iterable[Sequence[Cell]]) -> str:
    """Return the rows as CSV, each cell guarded."""
    text = io.StringIO()
    csv.writer(text).writerows([guarded(cell) for cell in row] for row in rows)
    return text.getvalue()


def guarded(cell: Cell) -> str:
    """Return the cell as text: None is empty, and what looks like a formula is made text by an apostrophe.

    A spreadsheet in Spanish separates cells by semicolons, whatever quotes stand around: the part of a cell that
    follows one is guarded as well.
    """
    told = "" if cell is None else str(cell)
    return _FORMULA.sub(lambda found: f"{found[0]}'", told)


def csv_file(text: str, name: str) -> Response:
    """Return the answer that a browser saves as a file of this name."""
    return Response(text, headers={
        "Content-Type": "text/csv; charset=utf-8", "Cache-Control": "no-store",
        "Content-Disposition": f'attachment; filename="{name}"',
    })  # fmt: skip
