"""The doors of a function: what it reaches outside itself.

`functions/<verb>/handler.py` opens them once, to AWS; `build.py` beside it makes the function from them. Tests build
the same function from doors of their own, so nothing of ours is ever patched.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from shared import ids
from shared.store.plans import Plans
from shared.store.table import Table

type Now = Callable[[], datetime]
type NewId = Callable[[ids.Kind], str]
type Chance = Callable[[], float]


def utc_now() -> datetime:
    """Return the instant it is, aware, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, kw_only=True)
class Doors:
    """Hold what every function reaches: the table, time, ids and chance. Each adds what it alone may reach.

    Attributes:
        table: the tenant's.
        now: the instant it is, aware, in UTC.
        new_id: makes an id of a kind, never the same twice.
        chance: from 0 to below 1, never foreseen.
    """

    table: Table
    now: Now = utc_now
    new_id: NewId = ids.new
    chance: Chance = ids.chance

    @cached_property
    def plans(self) -> Plans:
        """The plan in this process: one warm copy for all parts of the function."""
        return Plans(self.table)
