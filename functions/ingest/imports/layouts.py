"""Lay out a table that has no header, or stands on its side, as one with a header and a row for each person."""

from __future__ import annotations

from collections.abc import Sequence

from functions.ingest.inquiries.inquiry_builder import field_of
from functions.ingest.inquiries.word_set import word_set
from functions.ingest.recognition.label_words import words_of_label
from functions.ingest.recognition.labels import read_label
from functions.ingest.recognition.values import emails_in, looks_like_full_name, looks_like_phone

type Line = tuple[int, list[str]]  # its number in the file, and its cells

_MOST_FIELDS = 40  # of a person, in a table that stands on its side
_LEAST_FIELDS = 2
# What the headings of a table on its side say, which are no value.
_HEADINGS = word_set(
    "campo field feld champ valor value wert valeur valore dato datos data respuesta answer antwort reponse risposta",
)
_SHAPES = (("email", lambda cell: emails_in(cell)[:1] == [cell]), ("phone", looks_like_phone),
           ("name", looks_like_full_name))  # fmt: skip


def laid_out(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a table with its header first: turned if it stands on its side; a missing one is added."""
    if not lines:
        return []
    if _stands_on_side(lines):
        return _turned(lines)
    if _is_data(lines[0][1]):
        width = max(len(cells) for _, cells in lines)
        return [(0, [_heading(at, lines) for at in range(width)]), *lines]
    return list(lines)


def _asks(cell: str) -> bool:
    """Return whether a cell is the label of a person's field."""
    read = read_label((cell,)) if cell else None
    return bool(cell) and bool(field_of(cell) or (read and read.fields and read.sure))


def _is_value(cell: str) -> bool:
    return emails_in(cell)[:1] == [cell] or looks_like_phone(cell)


def _is_data(cells: Sequence[str]) -> bool:
    """Return whether the first line is a person's: it holds an address, and no label."""
    return any(map(_is_value, cells)) and not any(map(_asks, cells))


def _heading(at: int, lines: Sequence[Line]) -> str:
    """Return the name of a column by what its cells look like."""
    cells = [cells[at] for _, cells in lines if at < len(cells) and cells[at]]
    for name, fits in _SHAPES:
        if cells and sum(map(fits, cells)) * 2 > len(cells):
            return name
    return f"column {at + 1}"


def _stands_on_side(lines: Sequence[Line]) -> bool:
    """Return whether the first cell of each line is a label, and the others are values."""
    if len(lines) > _MOST_FIELDS or any(len(cells) < _LEAST_FIELDS for _, cells in lines):
        return False
    labels = [cells[0] for _, cells in lines]
    others = [cell for _, cells in lines for cell in cells[1:]]
    return (
        sum(map(_asks, labels)) >= _LEAST_FIELDS
        and any(map(_is_value, others))
        and not any(map(_is_value, labels))
        and not any(map(_asks, lines[0][1][1:]))
    )


def _turned(lines: Sequence[Line]) -> list[Line]:
    heads = [one for one in lines if not _names_columns(one[1])]
    width = max(len(cells) for _, cells in heads)
    columns = [[cells[at] if at < len(cells) else "" for _, cells in heads] for at in range(width)]
    return [(at + 1, column) for at, column in enumerate(columns)]


def _names_columns(cells: Sequence[str]) -> bool:
    return all({*words_of_label(cell)} <= _HEADINGS for cell in cells if cell)
