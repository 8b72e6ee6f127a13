"""Define offers and response deadlines, and the clocks that end them."""

import math
from datetime import UTC, datetime
from typing import Annotated, NamedTuple

from pydantic import AwareDatetime, Field, StringConstraints

from shared.domain.kernel.record import AgentId, ClockId, OfferId, RouteId, Value
from shared.domain.plan_records.route import Action


class Offer(Value):
    """An offer of a lead to one or more agents, until `deadline` (exclusive, whole seconds, UTC).

    Attributes:
        turn: the turn that the lead took in the route's rotation, which orders first recipients.
        together: whether it is a jump ball: the first to claim owns the lead, and an agent who passes leaves the offer.

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
        """Return whether `now` is before the deadline."""
        return now < self.deadline


class ResponseDeadline(Value):
    """A deadline for the owner to record one of `actions`: before `due` (whole seconds, UTC).

    At half time, `half`, the owner is reminded; `reminded` is then True.

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
        """Return half time, in whole seconds, rounded up."""
        return datetime.fromtimestamp(math.ceil((self.since + (self.due - self.since) / 2).timestamp()), UTC)

    @property
    def reminder_id(self) -> ClockId:
        """Return the id of the reminder's clock."""
        return f"reminder_{self.response_id.removeprefix('response_')}"


class Clock(NamedTuple):
    """A clock that must run: its id, and when it fires (whole seconds, UTC)."""

    clock_id: ClockId
    at: datetime
