"""Define traces: why routing decided on a lead as it did."""

from typing import Literal

from pydantic import AwareDatetime, JsonValue

from shared.domain.kernel.record import AgentId, LeadId, OfferId, Record, RouteId, SourceId, Value
from shared.domain.lead_records.lead import Reason
from shared.domain.plan_records.route import Rule
from shared.domain.routing.eligible import Obstacle

RouteVerdict = Literal["paused", "source", "window", "conditions", "agent", "overridden", "covers"]
AgentVerdict = Literal["chosen", "later"] | Obstacle


class Considered(Value):
    """A route, and the first reason why it did not match."""

    route_id: RouteId
    verdict: RouteVerdict


class Weighed(Value):
    """An agent of the route, and why they were chosen, skipped, or not needed."""

    agent_id: AgentId
    verdict: AgentVerdict


class Draw(Value):
    """All data that the rule read besides the plan, as it was before this decision.

    Attributes:
        last, place, turn: the agent after whom the list continues, their position, and the route's turn.
        first: whether the lead has its first recipient on this route; of a jump ball, whether it may be one there.
        chance: the random number, from 0 to below 1, if the rule draws.
        credits: the credit of each agent, in leads, if the rule is fair share.
        weights: of the eligible agents, if the rule has weights; kept for the explanation, since the plan may change.
        owed: the eligible agents to whom the route owes a turn, if the lead takes one, in the list's order.
        open_leads, offered_at: of each eligible agent, the open leads and the time of the latest offer, if the rule
            is least loaded.
    """

    rule: Rule
    last: AgentId | None = None
    place: int = -1
    turn: int = 0
    first: bool
    chance: float | None = None
    credits: dict[AgentId, float] = {}
    weights: dict[AgentId, int] = {}
    open_leads: dict[AgentId, int] = {}
    offered_at: dict[AgentId, AwareDatetime] = {}
    owed: tuple[AgentId, ...] = ()


class TraceStep(Value):
    """A route that took the lead, with its agents' verdicts and the data that its rule read."""

    route_id: RouteId
    agents: tuple[Weighed, ...] = ()
    draw: Draw


class Trace(Record):
    """The trace of one routing decision: what was read, what was considered, and the result.

    Attributes:
        source_id, attributes: what matching read of the lead; only attributes that conditions use.
        tried: the agents who had an offer before; `skips`: the routes that the lead was handed over from.
        routes: the routes considered, each with the first reason why it did not match; at most the 40 that came
            closest. `other_routes` counts the rest by verdict.
        stays_on: the route that had the lead already, if it was not matched again.
        over: the routes that took the lead, had no eligible agent, and passed it to the next route. After 500
            agents, such routes are listed without their agents.
        route_id, agents, draw: the last route, its agents, and the data that its rule read.
        resort: the last resort of that route, if it was asked.

    With the plan at `plan_version`, the decision can be replayed: matching from `source_id` and `attributes`, the
    choice from the verdicts and the draw.

    Source: docs/rules.md, "Matching" 8.
    """

    lead_id: LeadId
    lead_version: int
    at: AwareDatetime
    plan_version: int
    source_id: SourceId | None = None
    attributes: dict[str, JsonValue] = {}
    tried: tuple[AgentId, ...] = ()
    skips: tuple[RouteId, ...] = ()
    routes: tuple[Considered, ...] = ()
    other_routes: dict[RouteVerdict, int] = {}
    stays_on: RouteId | None = None
    over: tuple[TraceStep, ...] = ()
    route_id: RouteId | None = None
    agents: tuple[Weighed, ...] = ()
    draw: Draw | None = None
    resort: Weighed | None = None
    outcome: Literal["offered", "assigned", "pooled"]
    agent_ids: tuple[AgentId, ...] = ()
    offer_id: OfferId | None = None
    reason: Reason | None = None
    routes_at: AwareDatetime | None = None

    @property
    def steps(self) -> tuple[TraceStep, ...]:
        """Return every route that took the lead, the final one last."""
        if self.route_id is None or self.draw is None:
            return self.over
        return (*self.over, TraceStep(route_id=self.route_id, agents=self.agents, draw=self.draw))
