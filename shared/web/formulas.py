"""Guard cells of CSV against spreadsheets, which evaluate what looks like a formula."""

from __future__ import annotations

import re

type Cell = str | float | None

_FORMULA = re.compile(r"^(?=[\t\r])|(?:^|[;,|\t\r\n])[\s\"']*(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")
"""Before what makes a spreadsheet evaluate a cell: at its start, or after what another language separates cells by."""
_GUARD = re.compile(r"((?:^|[;,|\t\r\n])[\s\"']*)'(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")


def guarded(cell: Cell) -> str:
    """Return the cell as text: None is empty, and what looks like a formula is made text by an apostrophe.

    A spreadsheet in Spanish separates cells by semicolons, whatever quotes stand around: the part of a cell that
    follows one is guarded as well.
    """
    told = "" if cell is None else str(cell)
    return _FORMULA.sub(lambda found: f"{found[0]}'", told)


def unguarded(cell: str) -> str:
    """Return what a guarded cell was before, if it does not begin with a tab or a line."""
    return _GUARD.sub(lambda found: found[1], cell)
