"""A clock has fired: an offer is over, a response is half due or missed, or held leads may go through routing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from pydantic import AwareDatetime

from functions.expire.held import wake_held
from shared import aws
from shared.domain.errors import TooEarly
from shared.domain.expire import expire
from shared.domain.lead import Lead
from shared.domain.record import ClockId, LeadId, Value
from shared.domain.respond import miss, remind
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
    """The input of a clock's execution, and nothing more. Held leads share a clock, and any of them may be named."""

    lead_id: LeadId
    clock_id: ClockId
    at: AwareDatetime


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Lambda's entry, called by the Clock state machine.

    Raises:
        TooEarly: the deadline is not reached; the state machine tries again.
    """
    clock = Clock.model_validate(event)
    ended = _wake(clock) if clock.clock_id.startswith("hold_") else settle(table, lambda: _end(clock))
    logger.info("clock fired", extra={"lead_id": clock.lead_id, "clock_id": clock.clock_id, "ended": ended})
    return {"ended": ended}


def _end(clock: Clock) -> bool:
    """Read, decide, commit; whether what the clock was wound for was still open."""
    where = keys.lead(clock.lead_id)
    items = table.items([where, keys.VERSION])
    if where not in items:
        return False
    lead, now = codec.from_item(Lead, items[where]), datetime.now(UTC)
    if clock.clock_id.startswith("reminder_"):
        decision = remind(lead, clock.clock_id, now)
    elif clock.clock_id.startswith("response_"):
        decision = miss(lead, clock.clock_id, now)
    else:
        zone = plans.current(version_of(items.get(keys.VERSION))).settings.zone
        decision = expire(lead, clock.clock_id, zone, now)
    if decision.changed:
        table.commit(decisions.writes(decision))
    return decision.changed


def _wake(clock: Clock) -> bool:
    """Whether any lead was held until now."""
    now = datetime.now(UTC)
    if now < clock.at:
        raise TooEarly
    return wake_held(table, now) > 0
