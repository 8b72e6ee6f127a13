"""CSV (RFC 4180, UTF-8 without a byte order mark) that is safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from shared.web.app import Response
from shared.web.formulas import Cell, guarded


def to_csv(rows: Iterable[Sequence[Cell]]) -> str:
    """Return the rows as CSV, each cell guarded."""
    text = io.StringIO()
    csv.writer(text).writerows([guarded(cell) for cell in row] for row in rows)
    return text.getvalue()


def csv_file(text: str, name: str) -> Response:
    """Return the answer that a browser saves as a file of this name."""
    return Response(text, headers={
        "Content-Type": "text/csv; charset=utf-8", "Cache-Control": "no-store",
        "Content-Disposition": f'attachment; filename="{name}"',
    })  # fmt: skip
