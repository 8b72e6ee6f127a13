"""Read a CSV file as spreadsheets write it, with commas, semicolons or tabs."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from shared.domain.lead_records.lead_import import MAX_BYTES, MAX_ROWS, Failure

MAX_COLUMNS = 100
MAX_NAME = 100  # characters of a column's name
_SEPARATORS = ",;\t"


class UnusableFile(Exception):
    """The file cannot be imported.

    Attributes:
        reason: why.
    """

    def __init__(self, reason: Failure) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class CsvRow:
    """A row with its number in the file; the header is row 1, as in a spreadsheet."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CsvFile:
    """The header, and the rows below it that are not empty."""

    header: tuple[str, ...]
    rows: tuple[CsvRow, ...]


def read_csv(raw: bytes) -> CsvFile:
    """Read the rows of a file. Reading it again gives the same rows.

    Raises:
        UnusableFile: it is too large, no CSV, or has no header or no rows.
    """
    if len(raw) > MAX_BYTES:
        raise UnusableFile("too_large")
    text = _decode(raw)
    header: tuple[str, ...] = ()
    rows: list[CsvRow] = []
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    try:
        for number, cells in enumerate(lines, 1):
            if not header:
                header = _header(cells)
            elif any(cell.strip() for cell in cells):
                rows.append(CsvRow(number, tuple(cell.strip() for cell in cells)))
            if len(rows) > MAX_ROWS:
                raise UnusableFile("too_many_rows")
    except csv.Error:
        raise UnusableFile("not_csv") from None
    if not header or not rows:
        raise UnusableFile("no_rows" if header else "no_header")
    return CsvFile(header, tuple(rows))


def _decode(raw: bytes) -> str:
    """Decode UTF-8, else Windows-1252. Text in neither of them holds zero bytes."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
        break
    raise UnusableFile("not_csv")


def _separator(text: str) -> str:
    """Return the separator that the first line has most of, outside quotes."""
    first, quoted = dict.fromkeys(_SEPARATORS, 0), False
    for character in text.lstrip("\r\n"):
        if character == '"':
            quoted = not quoted
        elif not quoted and character in "\r\n":
            break
        elif not quoted and character in first:
            first[character] += 1
    return max(first, key=first.__getitem__)


def _header(cells: list[str]) -> tuple[str, ...]:
    """Return the names of the columns, without empty ones at the end; () for an empty line."""
    names = [" ".join(cell.split())[:MAX_NAME] for cell in cells]
    while names and not names[-1]:
        names.pop()
    if len(names) > MAX_COLUMNS:
        raise UnusableFile("not_csv")
    return tuple(names)
