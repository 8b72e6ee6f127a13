"""Read, decide, commit: again from the start when a record moved on meanwhile."""

from __future__ import annotations

from collections.abc import Callable

from shared.domain.errors import Busy
from shared.store.pause import breathe
from shared.store.table import TRIES, Collision


def settle[T](attempt: Callable[[], T]) -> T:
    """Run `attempt` (read, decide, commit, answer) until no guard fails; six times at the most.

    Raises:
        Busy: every try lost against others. Nothing was written.
    """
    for number in range(1, TRIES + 1):
        try:
            return attempt()
        except Collision:
            breathe(number)
    raise Busy
