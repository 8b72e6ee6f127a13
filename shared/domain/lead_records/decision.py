"""Define decisions: the changes to one lead that are written in a single transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from shared.domain.kernel.audit import Audit
from shared.domain.kernel.event import By
from shared.domain.kernel.record import AgentId, Record
from shared.domain.lead_records.counters import CounterRow, count_event
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.task import Assignment, Task
from shared.domain.plan_records.workload import Workload, WorkloadChange

_FOLLOWS = {"follows": True, "by_state": False, "covers_for": None}  # of a task that goes with its lead


@dataclass(frozen=True, slots=True)
class Decision:
    """A changed lead, with everything that is written together with it.

    Attributes:
        workload_changes: added to the stored workloads, whatever their version.
        guarded_workloads: whole workloads, written only if their version is unchanged, because a limit depends on them.
        records: new records that come with the change, such as a note.
        tasks: new or changed tasks; the lead itself holds those that are not done.
        changed: False if there is nothing to write, as for a repeated request or a late clock.
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
    """Return a decision that writes nothing."""
    return Decision(lead, changed=False)


def move_tasks(lead: Lead) -> tuple[Lead, tuple[Task, ...]]:
    """Make the lead's tasks fit the lead as it is now; return the changed tasks too.

    Those that go with the lead are its owner's, or their authors' without an owner; so are those of an assignee who
    sees the lead no more. A closed lead's are cancelled, and restored when it opens again.

    Source: docs/rules.md, "Tasks" 4-5, "Eligible agents" 4.
    """
    tasks = tuple(_settled(task, lead) for task in lead.tasks)
    moved = tuple(new for old, new in zip(lead.tasks, tasks, strict=True) if new != old)
    return (lead.model_copy(update={"tasks": tasks}), moved) if moved else (lead, ())


def pass_on(task: Task, lead: Lead, at: datetime, by: By) -> Task:
    """Return the task, given to the lead's owner, or to its author while nobody owns the lead; they are told."""
    assignee = lead.owner or task.by
    given = Assignment(at=at, by=by) if assignee not in (task.assignee, by) else task.given
    return task.model_copy(update={**_FOLLOWS, "assignee": assignee, "given": given})


def _settled(task: Task, lead: Lead) -> Task:
    cancelled_at = (task.cancelled_at or lead.since) if lead.state == "closed" else None
    kept = task.model_copy(update={"cancelled_at": cancelled_at})
    if not task.follows and task.assignee != lead.owner:
        offered = lead.offer is not None and task.assignee in lead.offer.agent_ids
        loses = (task.by_state and not offered and lead.state != "pooled") or task.covers_for not in (None, lead.owner)
        return pass_on(kept, lead, lead.since, "route") if loses else kept
    return kept.model_copy(update={**_FOLLOWS, "assignee": lead.owner or task.by})


def combine_changes(changes: Iterable[WorkloadChange]) -> tuple[WorkloadChange, ...]:
    """Merge the changes into one per member, and drop those that cancel out.

    A transaction may write each item only once.
    """
    gathered: dict[AgentId, WorkloadChange] = {}
    for change in changes:
        before = gathered.get(change.agent_id, WorkloadChange(change.agent_id))
        gathered[change.agent_id] = WorkloadChange(
            change.agent_id,
            before.open_offers + change.open_offers,
            before.open_leads + change.open_leads,
            _sums(before.received, change.received),
            before.missed + change.missed,
            before.resets_missed or change.resets_missed,
            _sums(before.owed, change.owed),
        )
    return tuple(change for change in gathered.values() if change != WorkloadChange(change.agent_id))


def _sums(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    """Add up counts by name, without those that are 0 together; they may be below 0."""
    found = {name: one.get(name, 0) + other.get(name, 0) for name in {**one, **other}}
    return {name: count for name, count in found.items() if count}


def free_withdrawn_offer(lead: Lead, *, taker: AgentId | None = None) -> tuple[WorkloadChange, ...]:
    """Subtract an open offer that something else ends than its agent or its deadline, and give back the turn it took.

    Args:
        lead: before the offer ends.
        taker: who gets the lead instead; an agent who gets the very lead they were offered has had their turn.

    Source: docs/rules.md, "Claiming" 9.
    """
    freed = free_offer_workload(lead)
    return tuple(
        replace(change, owed={lead.offer.route_id: 1}) if change.agent_id == lead.turn_of != taker else change
        for change in freed
        if lead.offer is not None
    )


def free_offer_workload(lead: Lead, *, missed: bool = False) -> tuple[WorkloadChange, ...]:
    """Subtract the lead's open offer from its agent's workload. A jump ball is not part of any workload.

    Args:
        lead: before the offer ends.
        missed: whether the offer expired, which counts as missed by the agent.
    """
    if lead.offer is None or lead.offer.together:
        return ()
    return (WorkloadChange(lead.offer.agent_ids[0], open_offers=-1, missed=int(missed)),)


def count_withdrawn_offer(lead: Lead, now: datetime, zone: ZoneInfo) -> tuple[CounterRow, ...]:
    """Count the lead's open offer as withdrawn: ended neither by its agents nor by its deadline.

    It is counted for its agent; a jump ball is counted once, for no agent.

    Source: docs/rules.md, "Supervision" 2.
    """
    offer = lead.offer
    if offer is None:
        return ()
    alone = None if offer.together else offer.agent_ids[0]
    return (count_event("withdrawn", now, zone, agent_id=alone, route_id=offer.route_id, source_id=lead.source_id),)
