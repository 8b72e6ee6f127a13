"""Read, decide, commit: again from the start when a record moved on meanwhile."""

from __future__ import annotations

from collections.abc import Callable

from shared.domain.kernel.errors import Busy
from shared.store.table import TRIES, Collision, Table


def retry_on_conflict[T](table: Table, attempt: Callable[[], T]) -> T:
    """Run `attempt` (read, decide, commit, answer) until no guard fails; six times at the most.

    Args:
        table: what is committed to; it knows how to wait before the next try.
        attempt: run from the start each time.

    Raises:
        Busy: every try lost against others. Nothing was written.
    """
    for number in range(1, TRIES + 1):
        try:
            return attempt()
        except Collision:
            table.breathe(number)
    raise Busy
