"""Routing a batch as one decision: read, dispatch in memory, commit in chunks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from pydantic import ValidationError

from functions.route.chunk import fill
from shared.domain.kernel.errors import Busy
from shared.domain.kernel.record import LeadId
from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.plan import Plan
from shared.domain.routing.turns import Rotations
from shared.doors import Chance, NewId, Now
from shared.observe import count, error_code, logger
from shared.store import codec, keys
from shared.store.plans import Plans, version_of
from shared.store.rotations import touched, turns_of
from shared.store.table import MAX_WRITES, Collision, Table, Unwritable

SMALLEST = 8  # leads of a chunk that is cut smaller because others are faster
COLLISIONS = 12  # in a row; agents claim while their leads are dealt out, and each claim moves a load on


class Router:
    """Routes the leads of a batch; their order in it is the order of turns."""

    def __init__(self, table: Table, plans: Plans, now: Now, new_id: NewId, chance: Chance) -> None:
        self._table, self._plans, self._now, self._new_id, self._chance = table, plans, now, new_id, chance

    def route(self, lead_ids: Sequence[LeadId]) -> list[Lead]:
        """Dispatch these leads as far as they are still unrouted.

        Leads that came earlier go first, so that those held overnight are dealt out in their order.

        Returns:
            The leads whose clocks must run: for an offer or a response, made now or found, or because they are held.

        Raises:
            Busy: lost against others too often; what was committed stays, the batch comes again.
        """
        leads = self._read_leads(lead_ids)
        ticking = [lead for lead in leads if lead.clock]
        waiting = sorted((lead for lead in leads if lead.state == "unrouted"), key=lambda lead: lead.created_at)
        return ticking + self._deal(waiting)

    def _deal(self, waiting: list[Lead]) -> list[Lead]:
        """Chunk after chunk; a chunk that collides is decided anew, one that cannot be written is halved."""
        ticking: list[Lead] = []
        reading: tuple[Plan, Rotations] | None = None
        collisions, size = 0, MAX_WRITES
        now = self._now()
        while waiting:
            now = now if reading else self._now()
            plan, turns = reading or self._read_turns(waiting, now)
            chunk = fill(waiting[:size], plan, turns, now, self._new_id, self._chance)
            try:
                self._table.commit(chunk.writes(turns))
            except Collision as collision:
                collisions, reading = collisions + 1, None
                if collisions > COLLISIONS:
                    raise Busy from collision
                taken_over = _taken_over(waiting, collision)
                ticking += [lead for lead in taken_over.values() if lead.clock]
                waiting = [lead for lead in waiting if lead.lead_id not in taken_over]
                size = size if taken_over else max(SMALLEST, len(chunk.taken) // 2)
                self._table.breathe(collisions)
            except Unwritable as refused:
                reading, size = None, max(1, len(chunk.taken) // 2)
                if len(chunk.taken) == 1:
                    _gave_up(waiting.pop(0).lead_id, refused)
            else:
                ticking += chunk.ticking
                waiting = waiting[len(chunk.taken) :]
                collisions, size, reading = 0, MAX_WRITES, (plan, turns.settled())
        return ticking

    def _read_leads(self, lead_ids: Sequence[LeadId]) -> list[Lead]:
        """The leads as they are now; one that cannot be read is left to the sweep."""
        where = {keys.lead(lead_id): lead_id for lead_id in lead_ids}
        items, leads = self._table.items(where), []
        for key in (key for key in where if key in items):
            try:
                leads.append(codec.from_item(Lead, items[key]))
            except ValidationError as error:
                _gave_up(where[key], error)
        return leads

    def _read_turns(self, leads: Sequence[Lead], now: datetime) -> tuple[Plan, Rotations]:
        """The plan as it is now, and the rotations and loads that routing these leads may touch."""
        plan = self._plans.warm()
        while True:
            items = self._table.items([keys.VERSION, *touched(leads, plan, now)])
            version = version_of(items.get(keys.VERSION))
            if version == plan.version:
                break
            plan = self._plans.current(version)
        return plan, turns_of(items)


def _taken_over(waiting: Sequence[Lead], collision: Collision) -> dict[LeadId, Lead]:
    """The leads that were not as read, as they are now: another's, or our own write whose answer was lost."""
    lost = {lead.lead_id: collision.lost.get(keys.lead(lead.lead_id)) for lead in waiting}
    return {lead_id: codec.from_item(Lead, item) for lead_id, item in lost.items() if item}


def _gave_up(lead_id: LeadId, error: Exception) -> None:
    """One lead's failure never holds up another: it stays unrouted, and the sweep sends it again."""
    logger.error("routing_failed", extra={"lead_id": lead_id, "error": error_code(error)})
    count("RoutingFailed")
