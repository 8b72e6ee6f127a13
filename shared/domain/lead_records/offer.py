"""What binds a member for a time: an offer until its deadline, a response until it is due; and the clock of either."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import Annotated, NamedTuple

from pydantic import AwareDatetime, Field, StringConstraints

from shared.domain.kernel.record import AgentId, ClockId, OfferId, RouteId, Value
from shared.domain.plan_records.route import Action


class Offer(Value):
    """A lead shown to one or more agents until `deadline` (exclusive, whole seconds, UTC).

    `turn` is the turn of the route's rotation that the lead took: the order of first recipients. `together`
    marks a jump ball: whoever claims first owns the lead, and who passes is only out of it.

    Source: docs/rules.md, "Offers and deadlines", "Rules" 4.
    """

    offer_id: OfferId
    route_id: RouteId
    agent_ids: Annotated[tuple[AgentId, ...], Field(min_length=1)]
    made_at: AwareDatetime
    deadline: AwareDatetime
    turn: int
    together: bool = False

    def stands(self, now: datetime) -> bool:
        """Whether `now` is before the deadline."""
        return now < self.deadline


class ResponseDeadline(Value):
    """What the owner owes the lead: one of `actions`, recorded before `due` (whole seconds, UTC).

    `half` is half time, when the owner is reminded; `reminded` that they were.

    Source: docs/rules.md, "Response after the claim" 1.
    """

    response_id: Annotated[str, StringConstraints(pattern=r"^response_[0-9a-f]{32}$")]
    route_id: RouteId
    since: AwareDatetime
    due: AwareDatetime
    actions: tuple[Action, ...]
    reminded: bool = False

    @property
    def half(self) -> datetime:
        """Half time, in whole seconds, rounded up as `due` is."""
        return datetime.fromtimestamp(math.ceil((self.since + (self.due - self.since) / 2).timestamp()), UTC)

    @property
    def reminder_id(self) -> ClockId:
        """What the clock of the reminder is started for."""
        return f"reminder_{self.response_id.removeprefix('response_')}"


class Clock(NamedTuple):
    """A clock that must run: what it is started for, and when it fires (whole seconds, UTC)."""

    clock_id: ClockId
    at: datetime
