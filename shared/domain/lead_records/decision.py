"""What a rule decided about one lead: everything that lands together, or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from shared.domain.kernel.audit import Audit
from shared.domain.kernel.record import AgentId, Record
from shared.domain.lead_records.counters import CounterRow, count_event
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.task import Task
from shared.domain.plan_records.workload import Workload, WorkloadChange


@dataclass(frozen=True, slots=True)
class Decision:
    """A lead as it shall be, with the counts and the audit entry that belong to the change.

    `workloads` are added to whatever is there; `guarded` are whole, and land only if they are as they were read:
    where a limit depends on them. `beside` are records that come with the change, such as an interaction. `tasks` are
    those that are new, or changed; the lead holds those that are open.
    `changed` is False where the rule changes nothing: a repeated request, a late clock.
    """

    lead: Lead
    workload_changes: tuple[WorkloadChange, ...] = ()
    guarded_workloads: tuple[Workload, ...] = ()
    records: tuple[Record, ...] = ()
    tasks: tuple[Task, ...] = ()
    counters: tuple[CounterRow, ...] = ()
    audit: Audit | None = None
    changed: bool = True


def unchanged(lead: Lead) -> Decision:
    """The rule changes nothing, and nothing is written."""
    return Decision(lead, changed=False)


def combine_changes(changes: Iterable[WorkloadChange]) -> tuple[WorkloadChange, ...]:
    """One change per member: a transaction may touch a record only once. Changes that cancel out are dropped."""
    gathered: dict[AgentId, WorkloadChange] = {}
    for change in changes:
        before = gathered.get(change.agent_id, WorkloadChange(change.agent_id))
        gathered[change.agent_id] = WorkloadChange(
            change.agent_id,
            before.open_offers + change.open_offers,
            before.open_leads + change.open_leads,
            dict(Counter(before.received) + Counter(change.received)),
            before.missed + change.missed,
            before.resets_missed or change.resets_missed,
        )
    return tuple(change for change in gathered.values() if change != WorkloadChange(change.agent_id))


def free_offer_workload(lead: Lead, *, missed: bool = False) -> tuple[WorkloadChange, ...]:
    """What the end of the lead's open offer takes off its agent; a jump ball's counts for nobody.

    `missed` says that it expired.
    """
    if lead.offer is None or lead.offer.together:
        return ()
    return (WorkloadChange(lead.offer.agent_ids[0], open_offers=-1, missed=int(missed)),)


def count_withdrawn_offer(lead: Lead, now: datetime, zone: ZoneInfo) -> tuple[CounterRow, ...]:
    """What is counted where something else than its agents or its deadline ends the lead's open offer.

    It counts for its agent; a jump ball's once, and for nobody.

    Source: docs/rules.md, "Supervision" 2.
    """
    offer = lead.offer
    if offer is None:
        return ()
    alone = None if offer.together else offer.agent_ids[0]
    return (count_event("withdrawn", now, zone, agent_id=alone, route_id=offer.route_id, source_id=lead.source_id),)
