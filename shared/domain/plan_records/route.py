"""Define routes: which leads are offered to whom, when, by which rule, and for how long."""

from datetime import datetime
from typing import Annotated, ClassVar, Literal, get_args

from pydantic import AwareDatetime, Field, StringConstraints

from shared.domain.kernel.hours import FAR, Interval
from shared.domain.kernel.record import AgentId, NewerRule, Record, RouteId, SourceId, Value
from shared.domain.kernel.weekly_hours import Window
from shared.domain.kernel.working_time import ExtraTime, WorkingTime
from shared.domain.plan_records.activation import Activation
from shared.domain.plan_records.condition import Condition
from shared.domain.plan_records.settings import Settings

Rule = Literal[
    "round_robin", "random", "weighted_random", "jump_ball", "assign_to_agent", "fair_share", "least_loaded"
]  # fmt: skip
RULES: tuple[Rule, ...] = get_args(Rule)
WEIGHTED: frozenset[Rule] = frozenset({"weighted_random", "fair_share"})
Action = Literal["call", "email", "text", "appointment"]
WorkingClock = Literal["always", "working"]
SCHEDULE = "schedule"  # `switched_by` of a special route that its activation switched


class Seat(Value):
    """An agent on a route; `weight` is their whole percentage if the rule has weights."""

    agent_id: AgentId
    weight: Annotated[int, Field(ge=1, le=100)] | None = None


class ToAgent(Value):
    """The last resort of a route: the member who gets the leads that nobody takes."""

    agent_id: AgentId


class ResponseRule(Value):
    """The response that a route requires of a new owner, and in how many seconds.

    Source: docs/rules.md, "Response after the claim" 1.
    """

    within_seconds: Annotated[int, Field(ge=5, le=30 * 86_400, strict=True)]
    actions: Annotated[tuple[Action, ...], Field(min_length=1, max_length=4)] = get_args(Action)
    clock: WorkingClock = "always"


class Route(Record, defer_build=False):
    """A route. Its position in the list is stored in the plan's `Order`.

    Attributes:
        claim_seconds: how long an offer is open, 5 seconds to 30 days; a route that assigns makes no offers.
        switched_at, switched_by: when it was last activated or paused, and by which member or `schedule`.
        activation: of a special route; `next_on` and `next_off` are the next instants at which it switches.

    Source: docs/rules.md, "Matching", "Rules", "Offers and deadlines" 1, "Special routes".
    """

    newer_rule: ClassVar[NewerRule] = NewerRule(
        stand_ins={
            "title": lambda stored: str(stored.get("title"))[:30] or "?",
            "rule": lambda _: "round_robin",
            "agents": lambda _: [],
        },
        set_aside={
            "status": lambda _: "paused", "activation": lambda _: None,
            "next_on": lambda _: None, "next_off": lambda _: None,
        },
    )  # fmt: skip
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
        """Return the agents in the list's order."""
        return tuple(seat.agent_id for seat in self.agents)

    @property
    def ended_by_schedule(self) -> bool:
        """Return whether it is a special route that its schedule switched off, and no person."""
        return self.status == "paused" and self.activation is not None and self.switched_by == SCHEDULE

    @property
    def assigns(self) -> bool:
        """Return whether it makes its only agent the owner at once. Such routes are matched before all others."""
        return self.rule == "assign_to_agent"

    def working_time(self, settings: Settings, now: datetime) -> WorkingTime:
        """Return the team's working time from `now` on, for this route: while a special one is active, its time counts.

        Source: docs/rules.md, "Offers and deadlines" 7.
        """
        usual = settings.working_time
        if self.activation is None or self.status != "active":
            return usual
        return usual._replace(extra=ExtraTime(self.windows, Interval(now, self.next_off or now + FAR)))


class Rotation(Record):
    """The rotation of a route: whose turn it was last.

    Attributes:
        last: the first recipient of the route's latest lead.
        place: their position in the list, used if they leave the list.
        turn: how many leads have had a first recipient.
        credits: how far each agent is behind (above 0) or ahead of (below 0) their fair share, in leads.

    Source: docs/rules.md, "Rules" 1, 6 and 8.
    """

    route_id: RouteId
    last: AgentId | None = None
    place: int = -1
    turn: int = 0
    credits: dict[AgentId, float] = {}
