"""Stirring: the counters move by which clients learn that something they show has changed."""

from __future__ import annotations

from collections.abc import Iterable

from shared.domain.lead_records.lead import Lead
from shared.domain.notifications.notification_events import affected_members
from shared.store import inboxes, keys
from shared.store.table import MAX_WRITES, Table, Write, add

type Step = tuple[Lead | None, Lead]


def bump_counters(table: Table, steps: Iterable[Step]) -> None:
    """Move the counters of all leads, of the pool where a lead came into it or left it, and of whom leads concern.

    Each once for the batch. One that comes again moves them again, which costs a client a look.
    """
    listed = list(steps)
    if not listed:
        return
    moved = [keys.LEADS_CHANGED, *([keys.POOL_CHANGED] if any(map(_touches_pool, listed)) else [])]
    concerned = sorted({agent_id for step in listed for agent_id in affected_members(*step)})
    writes: list[Write] = [*(add(key, {"n": 1}) for key in moved), *map(inboxes.bumped, concerned)]
    for first in range(0, len(writes), MAX_WRITES):
        table.commit(writes[first : first + MAX_WRITES])


def _touches_pool(step: Step) -> bool:
    return any(lead is not None and lead.state == "pooled" for lead in step)
