"""The doors of a function: everything it uses outside its own code, such as the table, the time and new ids.

`functions/<verb>/handler.py` creates them once, for AWS, and `build.py` beside it builds the function from them. Tests
build the same function with doors of their own, so nothing needs to be patched.
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

REQUEST_STEP = 50


def utc_now() -> datetime:
    """Return the present instant, aware, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, kw_only=True)
class Doors:
    """The doors that every function has. A function that needs more has a subclass.

    Attributes:
        table: of the tenant.
        now: returns the present instant, aware, in UTC.
        new_id: returns a new unique id of a kind.
        chance: returns a random number from 0 (included) to 1 (excluded).
        request_step: how many requests of one caller a process takes before it adds them to the table.
    """

    table: Table
    now: Now = utc_now
    new_id: NewId = ids.new
    chance: Chance = ids.chance
    request_step: int = REQUEST_STEP

    @cached_property
    def plans(self) -> Plans:
        """Return the reader of the plan. All parts of the function share it, and with it the cached plan."""
        return Plans(self.table)
