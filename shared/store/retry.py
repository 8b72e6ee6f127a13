"""Repeat a cycle of read, decide and commit when another writer changed a record meanwhile."""

from __future__ import annotations

from collections.abc import Callable

from shared.domain.kernel.errors import Busy
from shared.store.table import TRIES, Collision, Table


def retry_on_conflict[T](table: Table, attempt: Callable[[], T]) -> T:
    """Run `attempt` (read, decide, commit, answer) until no guard fails, at most six times.

    Args:
        table: waits before each retry.
        attempt: runs from its start each time.

    Raises:
        Busy: every try conflicted with other writes. Nothing was written.
    """
    for number in range(1, TRIES + 1):
        try:
            return attempt()
        except Collision:
            table.wait_before_retry(number)
    raise Busy
