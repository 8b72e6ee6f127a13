"""Slices of lists: some records, and the position where the next slice begins."""

from __future__ import annotations

from typing import Any, NamedTuple

type Position = dict[str, Any]
"""Hold where a list continues, as JSON that only this list reads. Clients' cursors contain it: keep its fields."""


class Slice[R](NamedTuple):
    """Some records of a list, in order, and the position where the next slice begins; None at the end."""

    records: tuple[R, ...]
    next: Position | None
