"""Increment the change counters that clients poll."""

from __future__ import annotations

from collections.abc import Iterable

from shared.domain.lead_records.lead import Lead
from shared.domain.notifications.notification_events import affected_members
from shared.store import inboxes, keys
from shared.store.table import MAX_WRITES, Table, Write, add

type Step = tuple[Lead | None, Lead]
"""A lead before and after a write."""


def bump_counters(table: Table, steps: Iterable[Step]) -> None:
    """Increment once the counter of all leads, that of the pool if it changed, and those of the members concerned.

    A batch that is retried increments them again; clients then only read once more than needed.
    """
    listed = list(steps)
    if not listed:
        return
    shared = [keys.LEADS_CHANGED, *([keys.POOL_CHANGED] if any(map(_touches_pool, listed)) else [])]
    concerned = sorted({agent_id for step in listed for agent_id in affected_members(*step)})
    writes: list[Write] = [*(add(key, {"n": 1}) for key in shared), *map(inboxes.increment_counter, concerned)]
    for first in range(0, len(writes), MAX_WRITES):
        table.commit(writes[first : first + MAX_WRITES])


def _touches_pool(step: Step) -> bool:
    return any(lead is not None and lead.state == "pooled" for lead in step)
