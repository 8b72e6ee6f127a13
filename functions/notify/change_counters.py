"""Increment the change counters that clients poll."""

from __future__ import annotations

from shared.domain.notifications.live import Movement
from shared.store import inboxes, keys
from shared.store.table import MAX_WRITES, Table, Write, add


def bump_counters(table: Table, moved: Movement) -> None:
    """Increment once the counter of all leads, that of the pool, and those of the members, as far as they moved.

    A batch that is retried increments them again; clients then only read once more than needed.
    """
    shared = [*([keys.LEADS_CHANGED] if moved.leads else []), *([keys.POOL_CHANGED] if moved.pool else [])]
    members = map(inboxes.increment_counter, sorted(moved.members))
    writes: list[Write] = [*(add(key, {"n": 1}) for key in shared), *members]
    for first in range(0, len(writes), MAX_WRITES):
        table.commit(writes[first : first + MAX_WRITES])
