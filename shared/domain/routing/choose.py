"""Choosing: which agents of a route are next. Each rule is a function of the route, who is free, and the draw."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from shared.domain.kernel.record import AgentId
from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.route import WEIGHTED, Rotation, Route, Rule
from shared.domain.plan_records.workload import Workload
from shared.domain.routing.eligible import Obstacle
from shared.domain.routing.trace import Draw, Weighed

_DRAWING: frozenset[Rule] = frozenset({"random", "weighted_random"})
_NEVER = datetime(1, 1, 1, tzinfo=UTC)
_PLACES = 9  # decimals of credit: finer than that is noise, and equals must be equal


@dataclass(frozen=True, slots=True)
class Choice:
    """Who gets the lead, where the one agent stands in the list (-1 for several), and the rotation after it.

    `turned` holds the fields of the rotation that change; empty where the lead takes no turn.
    """

    agent_ids: tuple[AgentId, ...]
    place: int
    turned: Mapping[str, Any]

    def rotation(self, before: Rotation) -> Rotation:
        """The rotation as this choice leaves it."""
        return before.model_copy(update=dict(self.turned)) if self.turned else before


def draw(
    route: Route,
    lead: Lead,
    free: Sequence[AgentId],
    rotation: Rotation,
    workloads: Mapping[AgentId, Workload],
    chance: Callable[[], float],
) -> Draw:
    """What the route's rule reads beyond the plan: all that a replay needs.

    Args:
        route: as it is now.
        lead: unrouted; what it went through on this route says after whom the list goes on.
        free: the agents who may be offered it.
        rotation: as the leads before have turned it.
        workloads: the agents' counts.
        chance: draws from 0 to below 1; asked only by rules that draw.
    """
    last, place = _latest(route, lead, rotation)
    looks = route.rule == "least_loaded"
    offered_at = {agent_id: workloads[agent_id].last_offered_at for agent_id in free} if looks else {}
    return Draw(
        rule=route.rule,
        last=last,
        place=place,
        turn=rotation.turn,
        first=is_first(route, lead),
        chance=chance() if route.rule in _DRAWING and free else None,
        credits={a: rotation.credits.get(a, 0.0) for a in route.agent_ids} if route.rule == "fair_share" else {},
        weights={a: weight for a, weight in _weights(route).items() if a in free},
        open_leads={agent_id: workloads[agent_id].open_leads for agent_id in free} if looks else {},
        offered_at={agent_id: at for agent_id, at in offered_at.items() if at is not None},
    )


def choose(route: Route, free: Sequence[AgentId], drawn: Draw) -> Choice | None:
    """The route's next recipients of the lead, or None when nobody is left.

    The first recipient takes a turn of the rotation; later ones do not.

    Args:
        route: as it is now.
        free: the agents who may be offered the lead, in the list's order.
        drawn: what the rule reads beyond the plan.

    Source: docs/rules.md, "Rules" 1-7.
    """
    return _RULES[route.rule](route, free, drawn) if free else None


def is_first(route: Route, lead: Lead) -> bool:
    """Whether the lead has had no recipient on this route yet, or begins there anew."""
    return lead.progress.is_first_on(route.route_id)


def eligible_agents(verdicts: Mapping[AgentId, Obstacle | None]) -> tuple[AgentId, ...]:
    """The agents in whose way nothing stands."""
    return tuple(agent_id for agent_id, obstacle in verdicts.items() if obstacle is None)


def trace_verdicts(verdicts: Mapping[AgentId, Obstacle | None], chosen: Sequence[AgentId]) -> tuple[Weighed, ...]:
    """The verdicts as the trace keeps them."""
    return tuple(
        Weighed(agent_id=agent_id, verdict="chosen" if agent_id in chosen else obstacle or "later")
        for agent_id, obstacle in verdicts.items()
    )


def _round_robin(route: Route, free: Sequence[AgentId], drawn: Draw) -> Choice | None:
    """In the list's order, after whoever was first with the previous lead; then after the lead's latest recipient."""
    turn = _after(route.agent_ids, drawn.last, drawn.place)
    return _one(route, next(agent_id for agent_id in turn if agent_id in free), drawn)


def _random(route: Route, free: Sequence[AgentId], drawn: Draw) -> Choice | None:
    """Drawn with equal chances; nobody is first twice in a row, unless alone."""
    others = [agent_id for agent_id in free if not (drawn.first and agent_id == drawn.last)]
    return _one(route, _picked(others or free, [1] * len(others or free), drawn), drawn)


def _weighted_random(route: Route, free: Sequence[AgentId], drawn: Draw) -> Choice | None:
    """Drawn by weight, among those who are there."""
    weights = _weights(route)
    return _one(route, _picked(free, [weights[agent_id] for agent_id in free], drawn), drawn)


def _jump_ball(_route: Route, free: Sequence[AgentId], drawn: Draw) -> Choice | None:
    """Everybody who is there, at once, and only once."""
    return Choice(tuple(free), -1, {}) if drawn.first else None


def _assign_to_agent(route: Route, free: Sequence[AgentId], _drawn: Draw) -> Choice | None:
    """The route's one agent."""
    return Choice((free[0],), route.agent_ids.index(free[0]), {})


def _fair_share(route: Route, free: Sequence[AgentId], drawn: Draw) -> Choice | None:
    """Who is due most. Everybody there grows by their share of the lead, whoever gets it pays for it whole."""
    if not drawn.first:
        return _one(route, max(free, key=lambda agent_id: drawn.credits[agent_id]), drawn)
    weights = _weights(route)
    whole = sum(weights[agent_id] for agent_id in free)
    grown = {a: c + (weights[a] / whole if a in free else 0) for a, c in drawn.credits.items()}
    first = max(free, key=lambda agent_id: round(grown[agent_id], _PLACES))
    grown[first] -= 1
    return _one(route, first, drawn, credits={a: round(c, _PLACES) for a, c in grown.items()})


def _least_loaded(route: Route, free: Sequence[AgentId], drawn: Draw) -> Choice | None:
    """Who owns the fewest open leads; then who has waited longest for an offer; then the list's order goes on."""
    order = list(_after(route.agent_ids, drawn.last, drawn.place))

    def workload(agent_id: AgentId) -> tuple[int, datetime, int]:
        return drawn.open_leads[agent_id], drawn.offered_at.get(agent_id, _NEVER), order.index(agent_id)

    return _one(route, min(free, key=workload), drawn)


def _one(route: Route, agent_id: AgentId, drawn: Draw, **turned: Any) -> Choice:
    """One agent; as the lead's first recipient they take the route's turn."""
    place = route.agent_ids.index(agent_id)
    turn = {"last": agent_id, "place": place, "turn": drawn.turn + 1, **turned} if drawn.first else {}
    return Choice((agent_id,), place, turn)


def _picked(agents: Sequence[AgentId], weights: Sequence[int], drawn: Draw) -> AgentId:
    """The agent in whose part of the whole the chance lies."""
    left = (drawn.chance or 0.0) * sum(weights)
    for agent_id, weight in zip(agents, weights, strict=True):
        left -= weight
        if left < 0:
            return agent_id
    return agents[-1]


def _weights(route: Route) -> dict[AgentId, int]:
    return {seat.agent_id: seat.weight or 1 for seat in route.agents} if route.rule in WEIGHTED else {}


def _latest(route: Route, lead: Lead, rotation: Rotation) -> tuple[AgentId | None, int]:
    """After whom, and after which place, the list goes on: the previous lead's first recipient, or this lead's latest.

    A lead that comes back to a route goes on after the latest of its recipients in that route's list.
    """
    if is_first(route, lead):
        return rotation.last, rotation.place
    if lead.route_id == route.route_id:
        return lead.tried[-1] if lead.tried else None, lead.place
    return next((agent_id for agent_id in reversed(lead.tried) if agent_id in route.agent_ids), None), 0


def _after(agents: Sequence[AgentId], last: AgentId | None, place: int) -> Sequence[AgentId]:
    """Every agent of the list once, beginning after `last`, or with the place they held if they left it."""
    start = agents.index(last) + 1 if last in agents else max(place, 0)
    return [agents[(start + step) % len(agents)] for step in range(len(agents))]


_RULES: dict[Rule, Callable[[Route, Sequence[AgentId], Draw], Choice | None]] = {
    "round_robin": _round_robin,
    "random": _random,
    "weighted_random": _weighted_random,
    "jump_ball": _jump_ball,
    "assign_to_agent": _assign_to_agent,
    "fair_share": _fair_share,
    "least_loaded": _least_loaded,
}
