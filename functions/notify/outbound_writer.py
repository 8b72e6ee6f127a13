"""The webhooks' part of what is told: each event of a lead is kept for every target that asked for it, then sent."""

from __future__ import annotations

from collections.abc import Iterable

from shared.domain.lead_records.lead import Lead
from shared.domain.notifications.outbound import new_deliveries
from shared.domain.plan_records.plan import Plan
from shared.queue import Queue
from shared.store import outbound_deliveries
from shared.store.table import Table

type Pair = tuple[Lead | None, Lead]
"""A lead before a write and after it."""


def send_outbound(table: Table, outgoing: Queue, plan: Plan, pairs: Iterable[Pair]) -> int:
    """Keep what targets are to be told, and ask for it to be sent; how much of it is new.

    Nothing is called where no target is active. What was kept and never asked for is asked for by the sweep.

    Args:
        table: where deliveries are kept.
        outgoing: the queue of what goes out.
        plan: as it is now, with its targets.
        pairs: the writes of leads, as the stream brought them.

    Source: docs/rules.md, "Supervision" 7.
    """
    targets = [target for target in plan.targets.values() if target.status == "active"]
    if not targets:
        return 0
    kept = outbound_deliveries.keep(
        table, (one for before, after in pairs for one in new_deliveries(before, after, targets))
    )
    outgoing.send([{"channel": "webhook", "target_id": one.target_id, "delivery_id": one.delivery_id} for one in kept])
    return len(kept)
