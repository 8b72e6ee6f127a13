"""Choose the next agents of a route. Each routing rule is a function of the route, its eligible agents and the draw.

Who is eligible is decided in `eligible`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate
from typing import Any

from shared.domain.kernel.record import AgentId
from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.route import WEIGHTED, Rotation, Route, Rule
from shared.domain.plan_records.workload import Workload
from shared.domain.routing.eligible import Obstacle
from shared.domain.routing.trace import Draw, Weighed

_DRAWING: frozenset[Rule] = frozenset({"random", "weighted_random"})
TURNING: frozenset[Rule] = frozenset({"round_robin", "fair_share"})  # rules that have turns to give back
_NEVER = datetime(1, 1, 1, tzinfo=UTC)
_DECIMALS = 9  # credits are rounded, because float noise must not break ties


@dataclass(frozen=True, slots=True)
class Choice:
    """The next recipients of a lead, and what it changes of the rotation.

    Attributes:
        place: the position of the one agent in the route's list; -1 for several agents.
        turned: the changed fields of the rotation; empty if the lead takes no turn.
        repays: whether the route owed the agent this turn; the order of the others stays as it was.
    """

    agent_ids: tuple[AgentId, ...]
    place: int
    turned: Mapping[str, Any]
    repays: bool = False

    def rotation(self, before: Rotation) -> Rotation:
        """Return the rotation after this choice."""
        return before.model_copy(update=dict(self.turned))


def draw(
    route: Route,
    lead: Lead,
    free: Sequence[AgentId],
    rotation: Rotation,
    workloads: Mapping[AgentId, Workload],
    chance: Callable[[], float],
) -> Draw:
    """Collect what the route's rule reads besides the plan: all that a replay needs.

    Args:
        route: as it is now.
        lead: unrouted; its latest recipient on this route decides where the list continues.
        free: the eligible agents.
        rotation: after the previous leads of the route.
        workloads: of the agents.
        chance: returns a random number from 0 to below 1; called only for rules that draw.
    """
    last, place = _latest_recipient(route, lead, rotation)
    looks, first = route.rule == "least_loaded", is_first(route, lead)
    repays = first and route.rule in TURNING
    offered_at = {agent_id: workloads[agent_id].last_offered_at for agent_id in free} if looks else {}
    return Draw(
        rule=route.rule,
        last=last,
        place=place,
        turn=rotation.turn,
        first=first or (route.rule == "jump_ball" and not _was_thrown(route, lead)),
        owed=tuple(a for a in free if workloads[a].owed.get(route.route_id, 0) > 0) if repays else (),
        chance=chance() if route.rule in _DRAWING and free else None,
        credits={a: rotation.credits.get(a, 0.0) for a in route.agent_ids} if route.rule == "fair_share" else {},
        weights={a: weight for a, weight in _weights(route).items() if a in free},
        open_leads={agent_id: workloads[agent_id].open_leads for agent_id in free} if looks else {},
        offered_at={agent_id: at for agent_id, at in offered_at.items() if at is not None},
    )


def choose(route: Route, free: Sequence[AgentId], drawn: Draw) -> Choice | None:
    """Return the route's next recipients of the lead, or None if no agent is left.

    The lead's first recipient takes a turn of the rotation; later ones do not.

    Args:
        route: as it is now.
        free: the eligible agents, in the list's order.
        drawn: what the rule reads besides the plan.

    Source: docs/rules.md, "Rules" 1-7, "Claiming" 9.
    """
    if free and drawn.owed:
        return _repay(route, drawn)
    return _RULES[route.rule](route, free, drawn) if free else None


def is_first(route: Route, lead: Lead) -> bool:
    """Return whether the lead has had no recipient on this route, or starts there again."""
    return lead.progress.is_first_on(route.route_id)


def _was_thrown(route: Route, lead: Lead) -> bool:
    """Return whether the lead was a jump ball of the route as it is now."""
    return lead.progress.was_thrown(route.route_id, route.version)


def eligible_agents(verdicts: Mapping[AgentId, Obstacle | None]) -> tuple[AgentId, ...]:
    """Return the agents without an obstacle."""
    return tuple(agent_id for agent_id, obstacle in verdicts.items() if obstacle is None)


def trace_verdicts(verdicts: Mapping[AgentId, Obstacle | None], chosen: Sequence[AgentId]) -> tuple[Weighed, ...]:
    """Return the verdicts as they are stored in the trace."""
    return tuple(
        Weighed(agent_id=agent_id, verdict="chosen" if agent_id in chosen else obstacle or "later")
        for agent_id, obstacle in verdicts.items()
    )


def _repay(route: Route, drawn: Draw) -> Choice:
    """Choose the next agent of the list to whom the route owes a turn; the others keep their places in it."""
    agent_id = next(one for one in _list_after(route.agent_ids, drawn.last, drawn.place) if one in drawn.owed)
    return Choice((agent_id,), route.agent_ids.index(agent_id), {"turn": drawn.turn + 1}, repays=True)


def _round_robin(route: Route, free: Sequence[AgentId], drawn: Draw) -> Choice | None:
    """Choose the next agent of the list: after the previous lead's first recipient, or after this lead's latest one."""
    turn = _list_after(route.agent_ids, drawn.last, drawn.place)
    return _choose_one(route, next(agent_id for agent_id in turn if agent_id in free), drawn)


def _random(route: Route, free: Sequence[AgentId], drawn: Draw) -> Choice | None:
    """Draw with equal chances. Nobody is first twice in a row, unless they are the only eligible agent."""
    others = [agent_id for agent_id in free if not (drawn.first and agent_id == drawn.last)]
    return _choose_one(route, _pick(others or free, [1] * len(others or free), drawn), drawn)


def _weighted_random(route: Route, free: Sequence[AgentId], drawn: Draw) -> Choice | None:
    """Draw among the eligible agents by weight."""
    weights = _weights(route)
    return _choose_one(route, _pick(free, [weights[agent_id] for agent_id in free], drawn), drawn)


def _jump_ball(_route: Route, free: Sequence[AgentId], drawn: Draw) -> Choice | None:
    """Choose all eligible agents together, but only once for each lead while the route is not edited."""
    return Choice(tuple(free), -1, {}) if drawn.first else None


def _assign_to_agent(route: Route, free: Sequence[AgentId], _drawn: Draw) -> Choice | None:
    """Choose the route's only agent."""
    return Choice((free[0],), route.agent_ids.index(free[0]), {})


def _fair_share(route: Route, free: Sequence[AgentId], drawn: Draw) -> Choice | None:
    """Choose the agent with the highest credit.

    First add each eligible agent's share of the lead to their credit; then subtract 1 from the chosen agent's.
    """
    if not drawn.first:
        return _choose_one(route, max(free, key=lambda agent_id: drawn.credits[agent_id]), drawn)
    weights = _weights(route)
    whole = sum(weights[agent_id] for agent_id in free)
    credits_after = {a: c + (weights[a] / whole if a in free else 0) for a, c in drawn.credits.items()}
    first = max(free, key=lambda agent_id: round(credits_after[agent_id], _DECIMALS))
    credits_after[first] -= 1
    return _choose_one(route, first, drawn, credits={a: round(c, _DECIMALS) for a, c in credits_after.items()})


def _least_loaded(route: Route, free: Sequence[AgentId], drawn: Draw) -> Choice | None:
    """Choose the agent with the fewest open leads, then the one waiting longest for an offer, then the next."""
    order = list(_list_after(route.agent_ids, drawn.last, drawn.place))

    def workload(agent_id: AgentId) -> tuple[int, datetime, int]:
        return drawn.open_leads[agent_id], drawn.offered_at.get(agent_id, _NEVER), order.index(agent_id)

    return _choose_one(route, min(free, key=workload), drawn)


def _choose_one(route: Route, agent_id: AgentId, drawn: Draw, **turned: Any) -> Choice:
    """Return one agent as the choice. The lead's first recipient takes the route's turn."""
    place = route.agent_ids.index(agent_id)
    turn = {"last": agent_id, "place": place, "turn": drawn.turn + 1, **turned} if drawn.first else {}
    return Choice((agent_id,), place, turn)


def _pick(agents: Sequence[AgentId], weights: Sequence[int], drawn: Draw) -> AgentId:
    """Return the agent whose share of the total weight contains the random number."""
    at = (drawn.chance or 0.0) * sum(weights)
    return next(agent_id for agent_id, end in zip(agents, accumulate(weights), strict=True) if at < end)


def _weights(route: Route) -> dict[AgentId, int]:
    return {seat.agent_id: seat.weight or 1 for seat in route.agents} if route.rule in WEIGHTED else {}


def _latest_recipient(route: Route, lead: Lead, rotation: Rotation) -> tuple[AgentId | None, int]:
    """Return the agent, and their position, after whom the list continues.

    It is the previous lead's first recipient; or, if this lead had recipients on the route, the latest of them.
    """
    if is_first(route, lead):
        return rotation.last, rotation.place
    if lead.route_id == route.route_id:
        return lead.tried[-1] if lead.tried else None, lead.place
    return next((agent_id for agent_id in reversed(lead.tried) if agent_id in route.agent_ids), None), 0


def _list_after(agents: Sequence[AgentId], last: AgentId | None, place: int) -> Sequence[AgentId]:
    """Return every agent of the list once, starting after `last`, or at their former position if they left the list."""
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
