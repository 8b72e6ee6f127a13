"""Routing decisions as the API shows them: of a lead, or of a preview."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Literal

from pydantic import AwareDatetime, JsonValue

from shared.domain import access
from shared.domain.i18n.translate import Sentences
from shared.domain.lead_records.lead import Reason
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.routing.explanation import explain
from shared.domain.routing.trace import AgentVerdict, Considered, Draw, RouteVerdict, Trace, TraceStep, Weighed
from shared.web.schemas import Shown

# What an agent sees of other agents: not why they were not available.
OtherVerdict = Literal["chosen", "later", "not_available"]
OTHERS: dict[AgentVerdict, OtherVerdict] = {"chosen": "chosen", "later": "later"}


class Told(Shown):
    """The same sentences in Spanish and in English."""

    es: tuple[str, ...]
    en: tuple[str, ...]

    @classmethod
    def of(cls, translated: Sentences) -> Told:
        """Return the sentences in both languages."""
        return cls(es=translated["es"], en=translated["en"])


class RouteWeighed(Shown):
    """A route that was considered. `verdict` is the first reason why it did not apply, or `covers` if it did."""

    route_id: str
    title: str | None = None
    verdict: RouteVerdict


class AgentWeighed(Shown):
    """An agent of the route, and why they were chosen, skipped, or not needed."""

    agent_id: str
    name: str | None = None
    verdict: AgentVerdict

    @classmethod
    def of(cls, one: Weighed, plan: Plan) -> AgentWeighed:
        """Return the agent with their current name."""
        member = plan.members.get(one.agent_id)
        return cls(agent_id=one.agent_id, name=member.name if member else None, verdict=one.verdict)


class DrawShown(Shown):
    """Show what the rule used beside the plan: turns, those owed, what was drawn, what each agent was due or had."""

    rule: str
    last: str | None = None
    place: int
    turn: int
    first: bool
    chance: float | None = None
    credits: dict[str, float] | None = None
    weights: dict[str, int] | None = None
    open_leads: dict[str, int] | None = None
    offered_at: dict[str, AwareDatetime] | None = None
    owed: tuple[str, ...] | None = None

    @classmethod
    def of(cls, draw: Draw) -> DrawShown:
        """Return the whole draw; fields that the rule does not use are left out."""
        return cls(**{name: None if value in ({}, ()) else value for name, value in draw})


class StepShown(Shown):
    """A route that took the lead, had no agent for it, and passed it to the next route.

    `others` counts the agents that are not listed.
    """

    route_id: str
    title: str | None = None
    agents: tuple[AgentWeighed, ...]
    others: dict[OtherVerdict, int]
    draw: DrawShown | None = None


class TraceShown(Shown):
    """One routing decision: what was considered, its outcome, and the same in sentences.

    An Agent sees only themself and the routes they are on. `other_routes` counts the other routes by verdict, and
    `others` the other agents, without the reason why they were not available. Titles and names are current; routes
    and members that no longer exist have none. If there are very many routes, `other_routes` also counts those that
    are not listed for Managers. `attributes` are those that the plan's conditions test; `attributes` and `draw` are
    shown to Managers and the Rainmaker only.
    """

    at: AwareDatetime
    plan_version: int
    outcome: Literal["offered", "assigned", "pooled"]
    reason: Reason | None = None
    routes_at: AwareDatetime | None = None
    source_id: str | None = None
    attributes: dict[str, JsonValue] | None = None
    tried: tuple[str, ...]
    skips: tuple[str, ...]
    route_id: str | None = None
    stays_on: str | None = None
    offer_id: str | None = None
    agent_ids: tuple[str, ...]
    routes: tuple[RouteWeighed, ...]
    other_routes: dict[RouteVerdict, int]
    over: tuple[StepShown, ...]
    agents: tuple[AgentWeighed, ...]
    others: dict[OtherVerdict, int]
    resort: AgentWeighed | None = None
    draw: DrawShown | None = None
    sentences: Told

    @classmethod
    def of(cls, trace: Trace, me: Member, plan: Plan) -> TraceShown:
        """Return the decision as `me` may see it."""
        reader = _Reader(me, plan)
        resort = trace.resort
        return cls(
            **trace.model_dump(include={"at", "plan_version", "outcome", "reason", "routes_at", "source_id"}),
            attributes=trace.attributes if me.supervises else None,
            tried=reader.known_agents(trace.tried),
            skips=tuple(route_id for route_id in trace.skips if reader.knows(route_id)),
            route_id=reader.known(trace.route_id),
            stays_on=reader.known(trace.stays_on),
            offer_id=trace.offer_id if me.supervises or me.agent_id in trace.agent_ids else None,
            agent_ids=reader.known_agents(trace.agent_ids),
            routes=reader.routes(trace.routes),
            other_routes=reader.other_routes(trace),
            over=tuple(reader.step(step) for step in trace.over if reader.knows(step.route_id)),
            agents=reader.agents(trace.agents),
            others=reader.others(trace.agents),
            resort=AgentWeighed.of(resort, plan) if resort and access.may_know_agent(me, resort.agent_id) else None,
            draw=reader.draw(trace.draw),
            sentences=Told.of(explain(trace, me, plan)),
        )


class _Reader:
    """Reduces a routing decision to what `me` may see."""

    def __init__(self, me: Member, plan: Plan) -> None:
        self._me, self._plan = me, plan

    def knows(self, route_id: str) -> bool:
        route = self._plan.routes_by_id.get(route_id)
        return self._me.supervises or (route is not None and access.may_see_route(self._me, route))

    def known(self, route_id: str | None) -> str | None:
        return route_id if route_id and self.knows(route_id) else None

    def known_agents(self, agent_ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(agent_id for agent_id in agent_ids if access.may_know_agent(self._me, agent_id))

    def routes(self, considered: Iterable[Considered]) -> tuple[RouteWeighed, ...]:
        return tuple(
            RouteWeighed(route_id=one.route_id, title=self.title(one.route_id), verdict=one.verdict)
            for one in considered
            if self.knows(one.route_id)
        )

    def other_routes(self, trace: Trace) -> dict[RouteVerdict, int]:
        hidden = Counter(one.verdict for one in trace.routes if not self.knows(one.route_id))
        return dict(Counter(trace.other_routes) + hidden)

    def agents(self, weighed: Iterable[Weighed]) -> tuple[AgentWeighed, ...]:
        return tuple(
            AgentWeighed.of(one, self._plan) for one in weighed if access.may_know_agent(self._me, one.agent_id)
        )

    def others(self, weighed: Iterable[Weighed]) -> dict[OtherVerdict, int]:
        hidden = (one.verdict for one in weighed if not access.may_know_agent(self._me, one.agent_id))
        return dict(Counter(OTHERS.get(verdict, "not_available") for verdict in hidden))

    def step(self, step: TraceStep) -> StepShown:
        return StepShown(
            route_id=step.route_id,
            title=self.title(step.route_id),
            agents=self.agents(step.agents),
            others=self.others(step.agents),
            draw=self.draw(step.draw),
        )

    def draw(self, draw: Draw | None) -> DrawShown | None:
        return DrawShown.of(draw) if draw and self._me.supervises else None

    def title(self, route_id: str) -> str | None:
        route = self._plan.routes_by_id.get(route_id)
        return route.title if route else None
