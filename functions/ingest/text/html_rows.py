"""Write the rows of HTML tables as text: a label with its value on one line, and rows of a table of data as such."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_LINK = re.compile(r"(?:mailto|tel):\S", re.IGNORECASE)
_LABEL = re.compile(r"[¿¡]?[^\W\d_][^@:\n|]{0,58}[^\W_][\s?)*.]*")
_MOST_WORDS = 6  # of a label
_LEAST_CELLS = 3  # of a row of data
_LEAST_ROWS = 2  # of a table: one alone is rather layout
_LONGEST_CELL = 200


@dataclass
class Row:
    """A row while it is read: where it and each of its cells begin in the text; one that holds a table is layout."""

    start: int
    cells: list[int] = field(default_factory=list)
    headings: bool = True
    nested: bool = False


@dataclass
class HtmlRows:
    """Rewrite the rows of tables within a text that is being written.

    Attributes:
        written: the text, piece by piece.
    """

    written: list[str]
    _tables: list[list[tuple[int, int, list[str], bool]]] = field(default_factory=list)
    _rows: list[Row | None] = field(default_factory=list)

    def tag(self, name: str, *, closes: bool) -> None:
        """Note a tag of a table, before it is written."""
        if name == "table":
            if closes:
                self._end_row()
                self._end_table()
            else:
                if self._rows and (row := self._rows[-1]):
                    row.nested = True
                self._tables.append([])
                self._rows.append(None)
        elif name == "tr" and self._tables:
            self._end_row()
            self._rows[-1] = None if closes else Row(len(self.written))
        elif name in ("td", "th") and self._rows and not closes and (row := self._rows[-1]):
            row.cells.append(len(self.written))
            row.headings = row.headings and name == "th"

    def _end_row(self) -> None:
        row = self._rows[-1] if self._rows else None
        if row is None or not row.cells or row.nested:
            return
        ends = [*row.cells[1:], len(self.written)]
        cells = [_content("".join(self.written[at:end])) for at, end in zip(row.cells, ends, strict=True)]
        self._tables[-1].append((row.start, len(self.written), cells, row.headings))
        self._rows[-1] = None

    def _end_table(self) -> None:
        if not self._tables:
            return
        rows, _ = self._tables.pop(), self._rows.pop()
        data = [one for one in rows if _is_data(one[2])]
        pairs = [one for one in rows if not one[3] and _is_pair(one[2])]
        heads = any(headings and sum(map(bool, cells)) > 1 for _, _, cells, headings in rows)
        if len(data) >= _LEAST_ROWS or (heads and len(rows) >= _LEAST_ROWS):
            width = len(data[0][2]) if data else len(rows[0][2])
            chosen = [(one, " | ".join(one[2])) for one in rows if len(one[2]) == width]
        elif len(pairs) >= _LEAST_ROWS:
            chosen = [(one, _labelled(one[2])) for one in pairs]
        else:
            return
        for (start, end, cells, _), line in chosen:
            if any("\n" in cell for cell in cells[:-1]) or any(map(_is_long, cells[:-1])):
                continue
            self.written[start:end] = [f"\n{line}\n", *[""] * (end - start - 1)]


def _content(text: str) -> str:
    """Return the lines of a cell, without those that only repeat where its text links to."""
    lines = [line for one in text.split("\n") if (line := " ".join(one.split()))]
    shown = [line for line in lines if not _LINK.match(line)]
    joined = _letters("".join(shown))
    return "\n".join(line for line in lines if not _LINK.match(line) or _letters(line.partition(":")[2]) not in joined)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold().removeprefix("00")


def _labelled(cells: list[str]) -> str:
    label, value = (one for one in cells if one)
    return f"{label.rstrip(' :')}: {value}"


def _is_data(cells: list[str]) -> bool:
    return sum(map(bool, cells)) >= _LEAST_CELLS and not any("\n" in one or len(one) > _LONGEST_CELL for one in cells)


def _is_long(cell: str) -> bool:
    return len(cell) > _LONGEST_CELL


def _is_pair(cells: list[str]) -> bool:
    """Return whether a row has two cells with text, a label and a value."""
    told = [one for one in cells if one]
    if len(told) != 2:
        return False
    label = told[0].rstrip(" :")
    return bool(_LABEL.fullmatch(label)) and len(label.split()) <= _MOST_WORDS and "\n" not in label
