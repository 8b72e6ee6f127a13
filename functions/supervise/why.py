"""What happened to a lead, and why, as far as the caller may know."""

from __future__ import annotations

from collections import Counter
from typing import Literal

from pydantic import AwareDatetime, JsonValue

from shared.domain import see
from shared.domain.lead import Event, EventKind, PoolReason
from shared.domain.member import Member
from shared.domain.plan import Plan
from shared.domain.trace import AgentVerdict, Draw, RouteVerdict, Trace
from shared.web.shown import Shown


class EventShown(Shown):
    """One thing that happened.

    `by` is a member's id, or `provider`, `route`, `clock`, `sweep`; `agent` stands for another agent.
    """

    at: AwareDatetime
    kind: EventKind
    by: str
    detail: dict[str, JsonValue]

    @classmethod
    def of(cls, event: Event) -> EventShown:
        """The event, already reduced to what the caller may know."""
        return cls(**event.model_dump())


class RouteWeighed(Shown):
    """A route that was considered, and the first reason it did not apply; `covers` if it did."""

    route_id: str
    title: str | None = None
    verdict: RouteVerdict


class AgentWeighed(Shown):
    """An agent of the route, and why they were chosen, skipped, or not needed."""

    agent_id: str
    name: str | None = None
    verdict: AgentVerdict


class DrawShown(Shown):
    """What the rule read beyond the plan: whose turn it was."""

    rule: str
    last: str | None = None
    place: int
    turn: int
    first: bool

    @classmethod
    def of(cls, draw: Draw) -> DrawShown:
        """The draw, whole."""
        return cls(**draw.model_dump())


class TraceShown(Shown):
    """One routing decision: what was considered, and what came of it.

    An agent reads of routes and agents only those that concern them; `others` and `other_routes` count the
    rest by verdict. Titles and names are today's; what has left the plan has none.
    """

    at: AwareDatetime
    plan_version: int
    outcome: Literal["offered", "assigned", "pooled"]
    reason: PoolReason | None = None
    route_id: str | None = None
    stays_on: str | None = None
    offer_id: str | None = None
    agent_ids: tuple[str, ...]
    routes: tuple[RouteWeighed, ...]
    other_routes: dict[RouteVerdict, int]
    agents: tuple[AgentWeighed, ...]
    others: dict[AgentVerdict, int]
    draw: DrawShown | None = None

    @classmethod
    def of(cls, trace: Trace, me: Member, plan: Plan) -> TraceShown:
        """The decision as `me` may know it."""
        routes = {one: _knows_route(one.route_id, me, plan) for one in trace.routes}
        agents = {one: see.knows_agent(me, one.agent_id) for one in trace.agents}
        return cls(
            **trace.model_dump(include={"at", "plan_version", "outcome", "reason"}),
            route_id=_known(trace.route_id, me, plan),
            stays_on=_known(trace.stays_on, me, plan),
            offer_id=trace.offer_id if me.supervises or me.agent_id in trace.agent_ids else None,
            agent_ids=tuple(agent_id for agent_id in trace.agent_ids if see.knows_agent(me, agent_id)),
            routes=tuple(
                RouteWeighed(route_id=one.route_id, title=_title(one.route_id, plan), verdict=one.verdict)
                for one, known in routes.items()
                if known
            ),
            other_routes=Counter(one.verdict for one, known in routes.items() if not known),
            agents=tuple(
                AgentWeighed(agent_id=one.agent_id, name=_name(one.agent_id, plan), verdict=one.verdict)
                for one, known in agents.items()
                if known
            ),
            others=Counter(one.verdict for one, known in agents.items() if not known),
            draw=DrawShown.of(trace.draw) if trace.draw and me.supervises else None,
        )


def _knows_route(route_id: str, me: Member, plan: Plan) -> bool:
    route = plan.routes_by_id.get(route_id)
    return me.supervises or (route is not None and see.knows_route(me, route))


def _known(route_id: str | None, me: Member, plan: Plan) -> str | None:
    return route_id if route_id and _knows_route(route_id, me, plan) else None


def _title(route_id: str, plan: Plan) -> str | None:
    route = plan.routes_by_id.get(route_id)
    return route.title if route else None


def _name(agent_id: str, plan: Plan) -> str | None:
    member = plan.members.get(agent_id)
    return member.name if member else None
