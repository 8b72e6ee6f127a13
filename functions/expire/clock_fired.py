"""Handle a clock that fired: expire an offer, remind of or miss a response, or route held leads."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime

from functions.expire.held_leads import route_held_leads
from shared.domain.kernel.errors import TooEarly
from shared.domain.kernel.record import ClockId, LeadId, Value
from shared.domain.lead_records.lead import Lead
from shared.domain.routing.expire import expire
from shared.domain.routing.response_deadline import miss_response, remind_owner
from shared.doors import Now
from shared.observe import logger
from shared.store import codec, decisions, keys
from shared.store.codec import Item
from shared.store.keys import Key
from shared.store.plans import Plans, version_of
from shared.store.retry import retry_on_conflict
from shared.store.table import Table


class FiredClock(Value):
    """The input of a clock's execution. Held leads share a clock, which names any one of them."""

    lead_id: LeadId
    clock_id: ClockId
    at: AwareDatetime


class ClockFired:
    """Handle clocks that fire."""

    def __init__(self, table: Table, plans: Plans, now: Now) -> None:
        self._table, self._plans, self._now = table, plans, now

    def fire(self, event: dict[str, Any], _context: object) -> dict[str, Any]:
        """Act on the clock; return to the Clock state machine whether anything changed.

        Raises:
            TooEarly: the deadline is not reached yet; the state machine tries again.
        """
        clock = FiredClock.model_validate(event)
        held = clock.clock_id.startswith("hold_")
        ended = self._route_held(clock) if held else retry_on_conflict(self._table, lambda: self._end(clock))
        logger.info("clock_fired", extra={"lead_id": clock.lead_id, "clock_id": clock.clock_id, "ended": ended})
        return {"ended": ended}

    def _end(self, clock: FiredClock) -> bool:
        """Read, decide, commit; return whether the offer or response was still open."""
        where = keys.lead(clock.lead_id)
        items = self._table.items([where, keys.VERSION])
        if where not in items:
            return False
        lead, now = codec.from_item(Lead, items[where]), self._now()
        if clock.clock_id.startswith("reminder_"):
            decision = remind_owner(lead, clock.clock_id, now)
        elif clock.clock_id.startswith("response_"):
            decision = miss_response(lead, clock.clock_id, self._zone(items), now)
        else:
            plan = self._plans.current(version_of(items.get(keys.VERSION)))
            decision = expire(lead, clock.clock_id, plan.settings.zone, now, members=plan.members)
        if decision.changed:
            self._table.commit(decisions.writes(decision))
        return decision.changed

    def _zone(self, items: Mapping[Key, Item]) -> ZoneInfo:
        return self._plans.current(version_of(items.get(keys.VERSION))).settings.zone

    def _route_held(self, clock: FiredClock) -> bool:
        """Route the leads that were held until now; return whether there were any."""
        now = self._now()
        if now < clock.at:
            raise TooEarly
        return route_held_leads(self._table, now) > 0
