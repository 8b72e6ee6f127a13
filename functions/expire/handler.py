"""A clock has fired: its offer is over, and the lead goes on."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from pydantic import AwareDatetime

from shared import aws
from shared.domain.expire import expire
from shared.domain.lead import Lead
from shared.domain.record import LeadId, OfferId, Value
from shared.observe import logger
from shared.settings import ExpireSettings
from shared.store import codec, decisions, keys
from shared.store.plans import Plans, version_of
from shared.store.settle import settle
from shared.store.table import Table

settings = ExpireSettings.read()
table = Table(aws.dynamodb(), settings.TABLE_NAME)
plans = Plans(table)


class Clock(Value):
    """The input of a clock's execution, and nothing more."""

    lead_id: LeadId
    clock_id: OfferId
    at: AwareDatetime


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Lambda's entry, called by the Clock state machine.

    Raises:
        TooEarly: the deadline is not reached; the state machine tries again.
    """
    clock = Clock.model_validate(event)
    ended = settle(lambda: _end(clock))
    logger.info("clock fired", extra={"lead_id": clock.lead_id, "clock_id": clock.clock_id, "ended": ended})
    return {"ended": ended}


def _end(clock: Clock) -> bool:
    """Read, decide, commit; whether the clock's offer was still open."""
    where = keys.lead(clock.lead_id)
    items = table.items([where, keys.VERSION])
    if where not in items:
        return False
    zone = plans.current(version_of(items.get(keys.VERSION))).settings.zone
    decision = expire(codec.from_item(Lead, items[where]), clock.clock_id, zone, datetime.now(UTC))
    if decision.changed:
        table.commit(decisions.writes(decision))
    return decision.changed
