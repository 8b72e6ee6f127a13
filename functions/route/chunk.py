"""Decide as many leads as fit into one transaction: a chunk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from shared.domain.kernel.record import LeadId
from shared.domain.lead_records.counters import merge_counters
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.task import MAX_TASKS
from shared.domain.plan_records import probes
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.workload import Workload
from shared.domain.routing.dispatch import Dispatched, dispatch
from shared.domain.routing.reckon import reckon_hold
from shared.domain.routing.turns import Rotations
from shared.doors import Chance, NewId
from shared.observe import count, error_code, logger
from shared.store import decisions
from shared.store import table as store
from shared.store.table import MAX_WRITES, Write, put

MAX_BYTES = 3_000_000
# The most writes of one lead: the lead, a history page, its trace, a rotation, a workload, two rows of counters, and
# each of its open tasks, because they move to the new owner.
PER_LEAD = 7 + MAX_TASKS


@dataclass
class LeadChunk:
    """Collect leads that are committed together. `taken` also names the leads whose decision failed."""

    taken: list[LeadId] = field(default_factory=list)
    dispatched: list[Dispatched] = field(default_factory=list)
    _leads: list[Write] = field(default_factory=list)
    _bytes: int = 0

    @property
    def clocked(self) -> list[Lead]:
        """Return the leads that need a running clock, as they are once the chunk is committed."""
        return [one.lead.stored() for one in self.dispatched if one.lead.clock]

    def add(self, one: Dispatched) -> None:
        """Add one decision."""
        writes = [*decisions.put_lead(one.lead), put(one.trace)]
        self.dispatched.append(one)
        self._leads += writes
        self._bytes += sum(len(write.body["Item"]["body"]["S"].encode()) for write in writes)

    def full(self, turns: Rotations) -> bool:
        """Return whether one more lead might not fit."""
        rows = {tally.row for one in self.dispatched for tally in one.counters}
        writes = len(self._leads) + len(turns.changed_rotations) + len(turns.changed_workloads) + len(rows)
        return writes + PER_LEAD > MAX_WRITES or self._bytes > MAX_BYTES

    def writes(self, turns: Rotations) -> list[Write]:
        """Return the writes of the transaction: leads and traces, then each rotation, workload and counter row once."""
        counts = merge_counters([tally for one in self.dispatched for tally in one.counters])
        return [
            *self._leads,
            *map(put, turns.changed_rotations.values()),
            *map(put, turns.changed_workloads.values()),
            *map(store.count, counts),
        ]


def fill_chunk(
    leads: Sequence[Lead], plan: Plan, turns: Rotations, now: datetime, new_id: NewId, chance: Chance
) -> LeadChunk:
    """Dispatch leads in order until the chunk is full; update `turns` with each. Held leads are reckoned anew.

    A lead that is not real uses no turn and counts in no limit and no figure. Leave out a lead whose decision fails:
    it stays unrouted, and the sweep sends it to routing again.
    """
    chunk = LeadChunk()
    for lead in leads:
        chunk.taken.append(lead.lead_id)
        before = dict(turns.changed_rotations), dict(turns.changed_workloads)
        try:
            decide = (dispatch if lead.state == "unrouted" else reckon_hold) if lead.is_real else _dispatch_apart
            if one := decide(lead, plan, turns, now, new_id, chance):
                chunk.add(one)
        except Exception as error:
            # Undo what this lead changed, so that it uses no turn and holds up no other lead.
            turns.changed_rotations, turns.changed_workloads = before
            logger.error("routing_failed", extra={"lead_id": lead.lead_id, "error": error_code(error)})
            count("RoutingFailed")
        if chunk.full(turns):
            break
    return chunk


def _dispatch_apart(
    lead: Lead, plan: Plan, turns: Rotations, now: datetime, new_id: NewId, chance: Chance
) -> Dispatched:
    """Dispatch a lead that is not real: `turns` stay as they are, and nothing is counted. A probe goes its own way."""
    machine = Workload(agent_id=probes.MACHINE, active=True)
    apart = Rotations(
        rotations={**turns.rotations, **turns.changed_rotations},
        workloads={**turns.current_workloads(), probes.MACHINE: machine},
    )
    done = dispatch(lead, probes.plan_for(lead.source_id, plan), apart, now, new_id, chance)
    return replace(done, counters=())
