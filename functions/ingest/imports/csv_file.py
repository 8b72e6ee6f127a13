"""Read a CSV file as spreadsheets write it, with commas, semicolons or tabs."""

from __future__ import annotations

import codecs
import csv
import io
import re
from dataclasses import dataclass
from itertools import islice

from functions.ingest.imports.layouts import laid_out
from functions.ingest.text.charset import decode_text
from shared.domain.i18n.row_reasons import names_reasons
from shared.domain.lead_records.lead_import import MAX_BYTES, MAX_ROWS, Failure
from shared.web.formulas import unguarded

MAX_COLUMNS = 100
MAX_NAME = 100  # characters of a column's name
_SEPARATORS = ",;\t|"
_SEPARATOR_LINE = re.compile(r"\s*\"?sep=(.)\"?[^\n]*\r?\n", re.IGNORECASE)


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

    A file of rows that failed is read as what was sent: without the column of reasons, and without the apostrophes
    that guard its cells.

    Raises:
        UnusableFile: it is too large, no CSV, or has no header or no rows.
    """
    if len(raw) > MAX_BYTES:
        raise UnusableFile("too_large")
    text, separator = _named_separator(_decode(raw))
    header: tuple[str, ...] = ()
    rows: list[CsvRow] = []
    reasons: int | None = None
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator or _separator(text), strict=True)
    try:
        read = [(number, cells) for number, cells in enumerate(islice(lines, MAX_ROWS * 2), 1) if any(cells)]
        for number, cells in laid_out(read):
            if not header:
                reasons = _reasons_at(cells)
                header = () if _is_title(cells) else _header(_as_sent(cells, reasons))
            elif any(given := _as_sent(cells, reasons)):
                rows.append(CsvRow(number, tuple(given)))
            if len(rows) > MAX_ROWS:
                raise UnusableFile("too_many_rows")
    except csv.Error:
        raise UnusableFile("not_csv") from None
    if not header or not rows:
        raise UnusableFile("no_rows" if header else "no_header")
    return CsvFile(header, tuple(rows))


def _decode(raw: bytes) -> str:
    """Decode a file in any common encoding. Text in none of them holds zero bytes."""
    two_bytes = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or raw[1:2] == raw[3:4] == b"\0"
    if b"\0" in raw and not two_bytes:
        raise UnusableFile("not_csv")
    return decode_text(raw, "utf-16-le" if two_bytes else "")


def _named_separator(text: str) -> tuple[str, str]:
    """Return a text without the line `sep=;` that spreadsheets begin with, and the separator that it names."""
    found = _SEPARATOR_LINE.match(text)
    return (text[found.end() :], found[1]) if found else (text, "")


def _is_title(cells: list[str]) -> bool:
    """Return whether a row holds a title above the header: one cell, in a row that has room for more."""
    return len(cells) > 1 and sum(bool(cell.strip()) for cell in cells) == 1


def _reasons_at(header: list[str]) -> int | None:
    """Return which column holds our reasons, if it is a file of rows that failed."""
    return next((at for at, name in enumerate(header) if names_reasons(name)), None)


def _as_sent(cells: list[str], reasons: int | None) -> list[str]:
    """Return a row's cells, trimmed; those of a file of rows that failed without what we added."""
    if reasons is None:
        return [cell.strip() for cell in cells]
    return [unguarded(cell.strip()) for at, cell in enumerate(cells) if at != reasons]


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
