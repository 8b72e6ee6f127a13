"""Routes: who is offered which leads, when, and for how long."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints

from shared.domain.record import AgentId, Record, RouteId, SourceId, Value
from shared.domain.schedule import Window

Rule = Literal["round_robin"]
RULES: tuple[Rule, ...] = ("round_robin",)


class Seat(Value):
    """An agent's place on a route."""

    agent_id: AgentId


class Route(Record):
    """One way a lead can go. Its place in the plan's order is the plan's, not its own.

    `claim_seconds` is how long an offer stands, 5 seconds to 30 days.
    `switched_at` and `switched_by` tell the last time it was activated or paused.

    Source: docs/rules.md, "Matching", "Rules", "Offers and deadlines" 1.
    """

    route_id: RouteId
    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=30)]
    rule: Rule
    sources: Literal["all"] | Annotated[tuple[SourceId, ...], Field(min_length=1, max_length=100)] = "all"
    windows: Annotated[tuple[Window, ...], Field(max_length=50)] = ()
    claim_seconds: Annotated[int, Field(ge=5, le=30 * 86_400)]
    claim_clock: Literal["always"] = "always"
    agents: Annotated[tuple[Seat, ...], Field(min_length=1, max_length=100)]
    when_nobody: Literal["pool"] = "pool"
    status: Literal["active", "paused"] = "active"
    switched_at: AwareDatetime | None = None
    switched_by: AgentId | None = None
    created_at: AwareDatetime

    @property
    def agent_ids(self) -> tuple[AgentId, ...]:
        """The agents in the list's order."""
        return tuple(seat.agent_id for seat in self.agents)


class Rotation(Record):
    """Whose turn it was on a route.

    `last` is the first recipient of the route's latest lead, `place` where they stood in the list
    (kept for when they leave it), `turn` how many leads have had a first recipient.

    Source: docs/rules.md, "Rules" 1 and 8.
    """

    route_id: RouteId
    last: AgentId | None = None
    place: int = -1
    turn: int = 0
