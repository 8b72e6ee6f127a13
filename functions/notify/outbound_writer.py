"""Store an outbound delivery of each lead event for every target that subscribed to it, and have it sent."""

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
    """Store the outbound deliveries and send a message for each; return how many are new.

    Make no call if no target is active. If a message is lost, the sweep sends it again.

    Args:
        table: where deliveries are stored.
        outgoing: the queue of `deliver`.
        plan: the current plan, with its targets.
        pairs: the writes of leads in the batch.

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
