"""Read data that a mail holds in its text: JSON, or a table of people with a line of headings."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from pydantic_core import from_json

from functions.ingest.recognition.labelled_values import LabelledValue, labelled_values
from functions.ingest.recognition.labels import read_label
from functions.ingest.recognition.sorting import fits

_JSON = re.compile(r"[{\[]\s*[\"{\[]")
_LEAST_COLUMNS = 2
_MOST_ROWS, _MOST_COLUMNS, _MOST_LINES = 200, 20, 1_000
_DELIMITERS = ("\t", ";", "|", ",")


def json_in(text: str) -> list[LabelledValue]:
    """Return the values of the JSON object in a text; none if it holds none."""
    start = _JSON.search(text)
    end = max(text.rfind("}"), text.rfind("]")) + 1
    if not start or end <= start.start():
        return []
    try:
        body = from_json(text[start.start() : end], allow_inf_nan=False)
    except ValueError:
        return []
    return labelled_values(body)


def table_in(text: str) -> list[list[tuple[str, str]]]:
    """Return the rows of a table in a text, each as labelled fields; none if it holds none.

    Its line of headings names at least two fields of a person, and each row has as many cells.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()][:_MOST_LINES]
    for at, line in enumerate(lines):
        for delimiter in _DELIMITERS:
            header = _cells(line, delimiter)
            if _is_header(header):
                rows = [_cells(one, delimiter) for one in lines[at + 1 : at + 1 + _MOST_ROWS]]
                same = [row for row in rows if len(row) == len(header) and any(row)]
                return [list(zip(header, row, strict=True)) for row in same]
    return _stacked(lines)


def _stacked(lines: Sequence[str]) -> list[list[tuple[str, str]]]:
    """Return the rows of a table whose cells have a line each, as HTML leaves them: headings, then values."""
    for start in range(len(lines)):
        header: list[str] = []
        for line in lines[start : start + _MOST_COLUMNS]:
            if not _is_label(line) and not (len(header) >= _LEAST_COLUMNS and len(line) < 30 and _is_unknown(line)):
                break
            header.append(line)
        if len({field for one in header for field in read_label((one,)).fields[:1]} & _PERSON) < _LEAST_COLUMNS:
            continue
        for width in range(len(header), _LEAST_COLUMNS - 1, -1):
            rows = _rows(lines[start + width :], width)
            if rows and all(_fit(header[:width], row) for row in rows):
                return [list(zip(header[:width], row, strict=True)) for row in rows]
        return []
    return []


_PERSON = {"full_name", "first_name", "last_name", "email", "phone"}


def _rows(lines: Sequence[str], width: int) -> list[list[str]]:
    rows = [list(lines[at : at + width]) for at in range(0, len(lines) - width + 1, width)]
    return rows[:_MOST_ROWS]


def _fit(header: Sequence[str], row: Sequence[str]) -> bool:
    """Return whether cells hold what their headings say."""
    asked = [(read_label((label,)).fields, cell) for label, cell in zip(header, row, strict=True)]
    return all(not fields or fields[0] == "message" or any(fits(one, cell) for one in fields) for fields, cell in asked)


def _is_label(line: str) -> bool:
    read = read_label((line,))
    return bool(read.fields) and read.sure and len(line.split()) <= 4 and not line.endswith(":")


def _is_unknown(line: str) -> bool:
    return not any(map(str.isdigit, line)) and "@" not in line and len(line.split()) <= 3


def _cells(line: str, delimiter: str) -> list[str]:
    if delimiter not in line:
        return []
    if delimiter in ",;":
        return [cell.strip() for cell in next(csv.reader(io.StringIO(line), delimiter=delimiter), [])]
    return [cell.strip() for cell in line.strip(delimiter).split(delimiter)]


def _is_header(cells: Sequence[str]) -> bool:
    read = [read_label((cell,)) for cell in cells if cell]
    asked = {one.fields[0] for one in read if one.fields and one.sure}
    least = 1 if len(cells) > _LEAST_COLUMNS and asked & {"email", "phone"} else _LEAST_COLUMNS
    return len(asked & _PERSON) >= least and not any("@" in cell or ":" in cell for cell in cells)
