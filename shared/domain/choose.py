"""Choosing: which agent of a route is next."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from shared.domain.lead import Lead
from shared.domain.load import Load
from shared.domain.plan import Plan
from shared.domain.record import AgentId
from shared.domain.route import Rotation, Route, Rule
from shared.domain.trace import AgentVerdict, Draw, Weighed


@dataclass(frozen=True, slots=True)
class Choice:
    """The agent who gets the offer, where they stand in the list, and the rotation after it."""

    agent_id: AgentId
    place: int
    rotation: Rotation


def weigh(route: Route, lead: Lead, plan: Plan, loads: Mapping[AgentId, Load]) -> dict[AgentId, AgentVerdict]:
    """For each agent of the route, in the list's order: `later` if they may receive, else why not.

    Source: docs/rules.md, "Eligible agents" 1.
    """
    return {agent_id: _verdict(agent_id, lead, plan, loads) for agent_id in route.agent_ids}


def _verdict(agent_id: AgentId, lead: Lead, plan: Plan, loads: Mapping[AgentId, Load]) -> AgentVerdict:
    member, load = plan.members.get(agent_id), loads.get(agent_id)
    if member is None or member.status == "removed":
        return "not_a_member"
    if member.status == "invited":
        return "not_signed_in"
    if load is None or not load.active:
        return "not_active"
    return "tried" if agent_id in lead.tried else "later"


def choose(route: Route, lead: Lead, verdicts: Mapping[AgentId, AgentVerdict], rotation: Rotation) -> Choice | None:
    """The route's next recipient of the lead, or None when nobody is left.

    The first recipient takes a turn of the rotation; later ones do not.

    Source: docs/rules.md, "Rules" 1.
    """
    return _RULES[route.rule](route, lead, verdicts, rotation)


def draw(route: Route, lead: Lead, rotation: Rotation) -> Draw:
    """What the rule reads beyond the plan, for the trace."""
    last, place = _latest(route, lead, rotation)
    return Draw(rule=route.rule, last=last, place=place, turn=rotation.turn, first=is_first(route, lead))


def is_first(route: Route, lead: Lead) -> bool:
    """Whether the lead has had no recipient on this route yet."""
    return route.route_id not in lead.turns


def weighed(verdicts: Mapping[AgentId, AgentVerdict], chosen: AgentId | None) -> tuple[Weighed, ...]:
    """The verdicts as the trace keeps them."""
    return tuple(
        Weighed(agent_id=agent_id, verdict="chosen" if agent_id == chosen else verdict)
        for agent_id, verdict in verdicts.items()
    )


def _round_robin(
    route: Route, lead: Lead, verdicts: Mapping[AgentId, AgentVerdict], rotation: Rotation
) -> Choice | None:
    """In the list's order, after whoever was first with the previous lead; then after the lead's latest recipient."""
    first = is_first(route, lead)
    for index in _after(route.agent_ids, *_latest(route, lead, rotation)):
        agent_id = route.agent_ids[index]
        if verdicts[agent_id] == "later":
            turned = rotation.model_copy(update={"last": agent_id, "place": index, "turn": rotation.turn + 1})
            return Choice(agent_id, index, turned if first else rotation)
    return None


def _latest(route: Route, lead: Lead, rotation: Rotation) -> tuple[AgentId | None, int]:
    """After whom, and after which place, the list goes on: the previous lead's first recipient, or this lead's latest.

    A lead that comes back to a route goes on after the latest of its recipients in that route's list.
    """
    if is_first(route, lead):
        return rotation.last, rotation.place
    if lead.route_id == route.route_id:
        return lead.tried[-1], lead.place
    return next((agent_id for agent_id in reversed(lead.tried) if agent_id in route.agent_ids), None), 0


def _after(agents: Sequence[AgentId], last: AgentId | None, place: int) -> Sequence[int]:
    """Every place of the list once, beginning after `last`, or with the place they held if they left it."""
    start = agents.index(last) + 1 if last in agents else max(place, 0)
    return [(start + step) % len(agents) for step in range(len(agents))]


_RULES: dict[Rule, Callable[[Route, Lead, Mapping[AgentId, AgentVerdict], Rotation], Choice | None]] = {
    "round_robin": _round_robin,
}
