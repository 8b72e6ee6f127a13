"""What every list of the table is read as: a part of it, and the position behind which the next one begins."""

from __future__ import annotations

from typing import Any, NamedTuple

type Position = dict[str, Any]
"""Where reading goes on, as JSON that only its list understands. Clients hold it in cursors: its fields stay."""


class Slice[R](NamedTuple):
    """Hold some records of a list, in its order, and the position of the next one; None at the end."""

    records: tuple[R, ...]
    next: Position | None
