"""Dispatch leads in order: read what decides, decide a chunk in memory, commit it; again until all are done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import batched

from functions.route.chunk import LeadChunk, fill_chunk
from shared.domain.kernel.errors import Busy
from shared.domain.kernel.record import LeadId
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.plan_walk import PlanWalk
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.workload import Workload
from shared.domain.routing.hold import has_room, is_held
from shared.domain.routing.turns import Rotations
from shared.doors import Chance, NewId, Now
from shared.observe import count, error_code, logger
from shared.store import codec, keys
from shared.store.keys import Key
from shared.store.lists import lead_lists
from shared.store.plans import Plans, moved_at, version_of
from shared.store.rotations import keys_for_routing, turns_of
from shared.store.table import MAX_WRITES, Collision, Table, Unwritable, put

SMALLEST = 8  # leads per chunk, once collisions have made the chunks smaller
COLLISIONS = 12  # in a row; agents claim while a batch is routed, and each claim changes a workload
HELD = keys.plan_walk("held")


@dataclass(frozen=True, slots=True)
class Known:
    """What was read before leads are decided.

    `behind` says that held leads were not reckoned by this plan yet.
    """

    plan: Plan
    turns: Rotations
    behind: bool

    def roomy(self, now: datetime) -> list[Workload]:
        """Return the workloads for which held leads wait, and which have room by now."""
        waited_for = (one for one in self.turns.workloads.values() if one.waited_for)
        return [one for one in waited_for if has_room(one, self.plan, now)]


class Dispatcher:
    """Dispatch unrouted and held leads; agents take their turns in the order of the leads."""

    def __init__(self, table: Table, plans: Plans, now: Now, new_id: NewId, chance: Chance) -> None:
        self._table, self._plans, self._now, self._new_id, self._chance = table, plans, now, new_id, chance

    def dispatch(self, waiting: list[Lead], known: Known | None = None) -> list[Lead]:
        """Commit chunk after chunk: decide a chunk again after a collision, halve one that the table refuses.

        Args:
            waiting: unrouted or held, in the order in which they take their turns.
            known: what was read for these leads just before; None reads it.

        Returns:
            The leads that need a running clock.

        Raises:
            Busy: other writers won too often. What was committed stays.
        """
        clocked: list[Lead] = []
        collisions, size = 0, MAX_WRITES
        now = self._now()
        while waiting:
            now = now if known else self._now()
            known = known or self.read(waiting, now)
            turns = known.turns
            chunk = fill_chunk(waiting[:size], known.plan, turns, now, self._new_id, self._chance)
            try:
                self._mark(turns)
                self._table.commit(chunk.writes(turns))
            except Collision as collision:
                collisions, known = collisions + 1, None
                if collisions > COLLISIONS:
                    raise Busy from collision
                changed = _changed_leads(waiting, collision)
                clocked += [lead for lead in changed.values() if lead.clock]
                waiting = [lead for lead in waiting if lead.lead_id not in changed]
                size = size if changed else max(SMALLEST, len(chunk.taken) // 2)
                self._table.wait_before_retry(collisions)
            except Unwritable as error:
                known, size = None, max(1, len(chunk.taken) // 2)
                if len(chunk.taken) == 1:
                    log_failure(waiting.pop(0).lead_id, error)
            else:
                clocked += chunk.clocked
                stale = self._stale(chunk, known.plan, turns, now)
                waiting = [*stale, *waiting[len(chunk.taken) :]]
                after = Known(known.plan, turns.after_commit(), known.behind)
                collisions, size, known = 0, MAX_WRITES, None if stale else after
        return clocked

    def read(self, leads: Sequence[Lead], now: datetime) -> Known:
        """Return the current plan, and the rotations and workloads that routing these leads may change.

        Use the cached plan, and verify its version in the same batch read.
        """
        plan = self._plans.warm()
        while True:
            items = self._table.items([keys.VERSION, HELD, *keys_for_routing(leads, plan, now)])
            version = version_of(items.get(keys.VERSION))
            if version == plan.version:
                break
            plan = self._plans.current(version)
        walk = codec.from_item(PlanWalk, items[HELD]) if HELD in items else PlanWalk(waiting="held")
        return Known(plan, turns_of(items), walk.is_behind(moved_at(items.get(keys.VERSION), "held")))

    def _mark(self, turns: Rotations) -> None:
        """Mark the workloads for which leads of this chunk will be held, so that no change of them is missed."""
        for some in batched(turns.marks(), MAX_WRITES, strict=False):
            self._table.commit(list(map(put, some)))
            turns.after_marks(some)

    def _stale(self, chunk: LeadChunk, plan: Plan, turns: Rotations, now: datetime) -> list[Lead]:
        """Return the leads that were just held, if the plan or a workload has changed meanwhile so that they may go.

        The walk that follows such a change may have missed them.
        """
        held = [one.lead.lead_id for one in chunk.dispatched if is_held(one.lead, now)]
        if not held:
            return []
        wanted: list[Key] = [keys.VERSION, *map(keys.lead, held), *map(keys.workload, turns.waited_for)]
        items = self._table.items(wanted)
        moved = moved_at(items.get(keys.VERSION), "held") > plan.version
        freed = any(has_room(one, plan, now) for one in turns_of(items).workloads.values())
        return lead_lists.among(items, held) if moved or freed else []


def log_failure(lead_id: LeadId, error: Exception) -> None:
    """Log and count a lead that stays unrouted. It holds up no other lead; the sweep sends it to routing again."""
    logger.error("routing_failed", extra={"lead_id": lead_id, "error": error_code(error)})
    count("RoutingFailed")


def _changed_leads(waiting: Sequence[Lead], collision: Collision) -> dict[LeadId, Lead]:
    """Return the leads that changed since they were read, as they are now.

    Somebody else wrote them, or we did and the answer to that write was lost.
    """
    lost = {lead.lead_id: collision.lost.get(keys.lead(lead.lead_id)) for lead in waiting}
    return {lead_id: codec.from_item(Lead, item) for lead_id, item in lost.items() if item}
