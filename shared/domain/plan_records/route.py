"""Routes: who is offered which leads, when, by which rule, and for how long."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import AwareDatetime, Field, StringConstraints

from shared.domain.kernel.record import AgentId, Record, RouteId, SourceId, Value
from shared.domain.kernel.weekly_hours import Window
from shared.domain.plan_records.activation import Activation
from shared.domain.plan_records.condition import Condition

Rule = Literal[
    "round_robin", "random", "weighted_random", "jump_ball", "assign_to_agent", "fair_share", "least_loaded"
]  # fmt: skip
RULES: tuple[Rule, ...] = get_args(Rule)
WEIGHTED: frozenset[Rule] = frozenset({"weighted_random", "fair_share"})
Action = Literal["call", "email", "text", "appointment"]
WorkingClock = Literal["always", "working"]
SCHEDULE = "schedule"  # who switches a special route when nobody does


class Seat(Value):
    """An agent's place on a route; `weight` is their whole percentage where the rule has weights."""

    agent_id: AgentId
    weight: Annotated[int, Field(ge=1, le=100)] | None = None


class ToAgent(Value):
    """The member who gets what nobody else takes."""

    agent_id: AgentId


class ResponseRule(Value):
    """What whoever becomes owner through the route must do, and in how many seconds.

    Source: docs/rules.md, "Response after the claim" 1.
    """

    within_seconds: Annotated[int, Field(ge=5, le=30 * 86_400, strict=True)]
    actions: Annotated[tuple[Action, ...], Field(min_length=1, max_length=4)] = get_args(Action)
    clock: WorkingClock = "always"


class Route(Record):
    """One way a lead can go. Its place in the plan's order is the plan's, not its own.

    `claim_seconds` is how long an offer stands, 5 seconds to 30 days; a route that assigns makes no offers.
    `switched_at` and `switched_by` tell the last time it was activated or paused, by a member or by `schedule`.
    A special route has an `activation`; `next_on` and `next_off` are the next instants at which it switches.

    Source: docs/rules.md, "Matching", "Rules", "Offers and deadlines" 1, "Special routes".
    """

    route_id: RouteId
    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=30)]
    rule: Rule
    sources: Literal["all"] | Annotated[tuple[SourceId, ...], Field(min_length=1, max_length=100)] = "all"
    windows: Annotated[tuple[Window, ...], Field(max_length=50)] = ()
    conditions: Annotated[tuple[Condition, ...], Field(max_length=20)] = ()
    claim_seconds: Annotated[int, Field(ge=5, le=30 * 86_400)] = 600
    claim_clock: WorkingClock = "always"
    agents: Annotated[tuple[Seat, ...], Field(max_length=100)]  # empty only once all have left the team
    when_nobody: Literal["pool", "next_route"] | ToAgent = "pool"
    response: ResponseRule | None = None
    activation: Activation | None = None
    next_on: AwareDatetime | None = None
    next_off: AwareDatetime | None = None
    status: Literal["active", "paused"] = "active"
    switched_at: AwareDatetime | None = None
    switched_by: AgentId | Literal["schedule"] | None = None
    created_at: AwareDatetime

    @property
    def agent_ids(self) -> tuple[AgentId, ...]:
        """The agents in the list's order."""
        return tuple(seat.agent_id for seat in self.agents)

    @property
    def assigns(self) -> bool:
        """Whether it makes its one agent the owner at once, before every route that does not."""
        return self.rule == "assign_to_agent"


class Rotation(Record):
    """Whose turn it was on a route.

    `last` is the first recipient of the route's latest lead, `place` where they stood in the list
    (kept for when they leave it), `turn` how many leads have had a first recipient. `credits` is what each
    agent is ahead of (below 0) or behind (above 0) their fair share, in leads.

    Source: docs/rules.md, "Rules" 1, 6 and 8.
    """

    route_id: RouteId
    last: AgentId | None = None
    place: int = -1
    turn: int = 0
    credits: dict[AgentId, float] = {}
