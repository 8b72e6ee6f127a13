"""Send held leads to routing when their time comes, the oldest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import batched

from shared.domain.lead_records.decision import Decision
from shared.domain.routing.hold import end_hold
from shared.store import decisions, keys
from shared.store.lists import lead_lists
from shared.store.table import MAX_WRITES, Collision, Table

AT_ONCE = MAX_WRITES // 2  # leads of one transaction: each is up to two writes, itself and a page of its history


def route_held_leads(table: Table, now: datetime) -> int:
    """Send every held lead whose time has come to routing; return how many there were.

    Commit many leads in one transaction, so that routing dispatches them together and in order. Leave out a lead
    that somebody else changed meanwhile.

    Source: docs/rules.md, "Matching" 6.
    """
    entries = table.query(keys.HELD, index=keys.DUE, until=keys.due_by(now))
    return sum(_release(table, lead_lists.lead_ids(page), now) for page in batched(entries, AT_ONCE, strict=False))


def _release(table: Table, lead_ids: Sequence[str], now: datetime) -> int:
    released = [decision for lead in lead_lists.leads(table, lead_ids) if (decision := end_hold(lead, now)).changed]
    while released:
        try:
            table.commit([write for decision in released for write in decisions.writes(decision)])
        except Collision as collision:
            released = [decision for decision in released if not _changed_meanwhile(decision, collision)]
        else:
            break
    return len(released)


def _changed_meanwhile(decision: Decision, collision: Collision) -> bool:
    return any(write.key in collision.lost for write in decisions.writes(decision))
