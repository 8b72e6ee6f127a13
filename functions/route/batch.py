"""Route a batch of leads as one decision: read, dispatch in memory, commit in chunks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from pydantic import ValidationError

from functions.route.chunk import fill_chunk
from shared.domain.kernel.errors import Busy
from shared.domain.kernel.record import LeadId
from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.plan import Plan
from shared.domain.routing.turns import Rotations
from shared.doors import Chance, NewId, Now
from shared.observe import count, error_code, logger
from shared.store import codec, keys
from shared.store.plans import Plans, version_of
from shared.store.rotations import keys_for_routing, turns_of
from shared.store.table import MAX_WRITES, Collision, Table, Unwritable

SMALLEST = 8  # leads per chunk, once collisions have made the chunks smaller
COLLISIONS = 12  # in a row; agents claim while a batch is routed, and each claim changes a workload


class Router:
    """Route the leads of a batch; agents take their turns in the order of its leads."""

    def __init__(self, table: Table, plans: Plans, now: Now, new_id: NewId, chance: Chance) -> None:
        self._table, self._plans, self._now, self._new_id, self._chance = table, plans, now, new_id, chance

    def route(self, lead_ids: Sequence[LeadId]) -> list[Lead]:
        """Dispatch those of these leads that are still unrouted.

        The oldest lead goes first, so that leads held overnight are dispatched in the order in which they came in.

        Returns:
            The leads that need a running clock: those with an open offer or response, and held ones.

        Raises:
            Busy: other writers won too often. What was committed stays; the stream delivers the batch again.
        """
        leads = self._read_leads(lead_ids)
        clocked = [lead for lead in leads if lead.clock]
        unrouted = sorted((lead for lead in leads if lead.state == "unrouted"), key=lambda lead: lead.created_at)
        return clocked + self._dispatch(unrouted)

    def _dispatch(self, waiting: list[Lead]) -> list[Lead]:
        """Commit chunk after chunk: decide a chunk again after a collision, halve one that the table refuses."""
        clocked: list[Lead] = []
        known: tuple[Plan, Rotations] | None = None
        collisions, size = 0, MAX_WRITES
        now = self._now()
        while waiting:
            now = now if known else self._now()
            plan, turns = known or self._read_turns(waiting, now)
            chunk = fill_chunk(waiting[:size], plan, turns, now, self._new_id, self._chance)
            try:
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
                    _log_failure(waiting.pop(0).lead_id, error)
            else:
                clocked += chunk.clocked
                waiting = waiting[len(chunk.taken) :]
                collisions, size, known = 0, MAX_WRITES, (plan, turns.after_commit())
        return clocked

    def _read_leads(self, lead_ids: Sequence[LeadId]) -> list[Lead]:
        """Return the leads as stored now, without any that cannot be read: the sweep handles those."""
        where = {keys.lead(lead_id): lead_id for lead_id in lead_ids}
        items, leads = self._table.items(where), []
        for key in (key for key in where if key in items):
            try:
                leads.append(codec.from_item(Lead, items[key]))
            except ValidationError as error:
                _log_failure(where[key], error)
        return leads

    def _read_turns(self, leads: Sequence[Lead], now: datetime) -> tuple[Plan, Rotations]:
        """Return the current plan, and the rotations and workloads that routing these leads may change.

        Use the cached plan, and verify its version in the same batch read.
        """
        plan = self._plans.warm()
        while True:
            items = self._table.items([keys.VERSION, *keys_for_routing(leads, plan, now)])
            version = version_of(items.get(keys.VERSION))
            if version == plan.version:
                break
            plan = self._plans.current(version)
        return plan, turns_of(items)


def _changed_leads(waiting: Sequence[Lead], collision: Collision) -> dict[LeadId, Lead]:
    """Return the leads that changed since they were read, as they are now.

    Somebody else wrote them, or we did and the answer to that write was lost.
    """
    lost = {lead.lead_id: collision.lost.get(keys.lead(lead.lead_id)) for lead in waiting}
    return {lead_id: codec.from_item(Lead, item) for lead_id, item in lost.items() if item}


def _log_failure(lead_id: LeadId, error: Exception) -> None:
    """Log and count a lead that stays unrouted. It holds up no other lead; the sweep sends it to routing again."""
    logger.error("routing_failed", extra={"lead_id": lead_id, "error": error_code(error)})
    count("RoutingFailed")
