"""Why a lead went where it went: the trace of one routing decision."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime, JsonValue

from shared.domain.kernel.record import AgentId, LeadId, OfferId, Record, RouteId, SourceId, Value
from shared.domain.lead_records.lead import Reason
from shared.domain.plan_records.route import Rule
from shared.domain.routing.eligible import Obstacle

RouteVerdict = Literal["paused", "source", "window", "conditions", "agent", "overridden", "covers"]
AgentVerdict = Literal["chosen", "later"] | Obstacle


class Considered(Value):
    """A route, and the first reason why it did not apply."""

    route_id: RouteId
    verdict: RouteVerdict


class Weighed(Value):
    """An agent of the route, and why they were chosen, skipped, or not needed."""

    agent_id: AgentId
    verdict: AgentVerdict


class Draw(Value):
    """All that the rule read beyond the plan, before this decision.

    Attributes:
        last, place, turn: after whom the list goes on, from which place if they left it, and the route's turn.
        first: whether it is the lead's first recipient on this route.
        chance: what was drawn, from 0 to below 1, where the rule draws.
        credits: what each agent was due beyond what they had, in leads, where the rule keeps account.
        weights: those of the eligible agents, where the rule weighs: for telling, the plan has them too.
        open_leads, offered_at: what each eligible agent owned, and when they were offered a lead last, where the
            rule looks at it.
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


class TraceStep(Value):
    """A route that took the lead, how its agents were weighed, and what its rule read."""

    route_id: RouteId
    agents: tuple[Weighed, ...] = ()
    draw: Draw


class Trace(Record):
    """One decision: what was known, what was considered, what came of it.

    Attributes:
        source_id, attributes: what matching read of the lead; of its attributes those that conditions ask for.
        tried: who had been offered the lead before; `skips`: the routes it was handed over from.
        routes: each route considered with the first reason against it; with many of them the 40 nearest to
            taking the lead, and `other_routes` counts the rest by verdict.
        stays_on: the route the lead was on already, where it was not matched anew.
        over: routes that took the lead, had nobody for it, and sent it on to the next; once 500 agents have been
            weighed, a route without anybody is told without its agents.
        route_id, agents, draw: the route decided on, its agents, and what its rule read.
        resort: the member whom that route names for when nobody takes the lead, where it came to that.

    Together with the plan at `plan_version` it can be replayed: matching from `source_id` and `attributes`, the
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
        """Every route that took the lead, the one decided on last."""
        if self.route_id is None or self.draw is None:
            return self.over
        return (*self.over, TraceStep(route_id=self.route_id, agents=self.agents, draw=self.draw))
