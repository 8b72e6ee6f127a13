"""Held leads: those whose instant has come go through routing, the oldest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import batched

from shared.domain.lead_records.decision import Decision
from shared.domain.routing.hold import wake
from shared.store import decisions, keys, lead_lists
from shared.store.table import MAX_WRITES, Collision, Table

AT_ONCE = MAX_WRITES // 2  # a lead may take a page of its history with it


def route_held_leads(table: Table, now: datetime) -> int:
    """Send every held lead whose instant has come through routing; how many there were.

    Many leads are one transaction, so that routing deals them out together, in their order. One that somebody
    took meanwhile is left out, and the others go.

    Source: docs/rules.md, "Matching" 6.
    """
    entries = table.query(keys.HELD, index=keys.DUE, until=keys.past(now))
    return sum(_wake(table, lead_lists.lead_ids(page), now) for page in batched(entries, AT_ONCE, strict=False))


def _wake(table: Table, lead_ids: Sequence[str], now: datetime) -> int:
    woken = [decision for lead in lead_lists.leads(table, lead_ids) if (decision := wake(lead, now)).changed]
    while woken:
        try:
            table.commit([write for decision in woken for write in decisions.writes(decision)])
        except Collision as collision:
            woken = [decision for decision in woken if not _lost(decision, collision)]
        else:
            break
    return len(woken)


def _lost(decision: Decision, collision: Collision) -> bool:
    return any(write.key in collision.lost for write in decisions.writes(decision))
