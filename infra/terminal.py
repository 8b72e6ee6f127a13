"""Write what commands tell a person at a terminal."""

from collections.abc import Iterable, Sequence


def columns(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as a table: each column as wide as its longest cell, the last one as it is."""
    cells = [list(row) for row in rows]
    wide = [max((len(row[place]) for row in cells), default=0) for place in range(len(cells[0]) - 1)] if cells else []
    return "\n".join(
        "  ".join([*(f"{cell:<{width}}" for cell, width in zip(row, wide, strict=False)), row[-1]]) for row in cells
    )
