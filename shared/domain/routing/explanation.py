"""Explain a routing decision in sentences, with only what the reader may know.

The sentences themselves are in `i18n`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from shared.domain import access
from shared.domain.i18n.translate import Fact, Sentences, Title, fact, translate_all
from shared.domain.kernel.record import AgentId, RouteId
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.routing.trace import AgentVerdict, Draw, RouteVerdict, Trace, TraceStep, Weighed

NAMED, PEOPLE = 3, 6  # how many routes and agents a sentence names; the others are counted
ELIGIBLE: frozenset[AgentVerdict] = frozenset({"chosen", "later"})


def explain(trace: Trace, me: Member | None, plan: Plan) -> Sentences:
    """Return sentences that explain why the lead went where it went. They hold no personal data of the lead.

    An agent reads only about themself and the routes they are on; other agents and routes are counted.

    Args:
        trace: the decision.
        me: the reader; None explains everything, as to a Manager.
        plan: the current plan: titles, names and the time zone.

    Source: docs/rules.md, "Matching" 8, "Restrictions" 3.
    """
    return translate_all(_Explanation(trace, me, plan).facts())


@dataclass(frozen=True, slots=True)
class NameLookup:
    """The names of a plan's routes and members, as sentences use them."""

    plan: Plan

    def route(self, route_id: RouteId) -> Any:
        """Return the route's title, or a phrase for a deleted route."""
        route = self.plan.routes_by_id.get(route_id)
        return Title(route.title) if route else fact("routes.gone", n=1)

    def routes(self, route_ids: Sequence[RouteId], others: int) -> tuple[Any, ...]:
        """Return the first titles; then count the deleted routes, and the rest together with `others`."""
        there = [route_id for route_id in route_ids if route_id in self.plan.routes_by_id]
        shown = [self.route(route_id) for route_id in there[:NAMED]]
        if len(there) < len(route_ids):
            shown.append(fact("routes.gone", n=len(route_ids) - len(there)))
        if others := others + len(there[NAMED:]):
            shown.append(fact("routes.more" if shown else "routes.count", n=others))
        return tuple(shown)

    def agent(self, agent_id: AgentId) -> Any:
        """Return the first name, or the full name if another member has the same first name."""
        member = self.plan.members.get(agent_id)
        if member is None:
            return fact("agents.gone", n=1)
        namesakes = (one for one in self.plan.members.values() if one.first_name == member.first_name)
        alone = all(one.agent_id == agent_id or one.status == "removed" for one in namesakes)
        return member.first_name if alone else member.name

    def agents(self, agent_ids: Sequence[AgentId]) -> tuple[Any, ...]:
        """Return the first names; then count the agents who are gone, and the rest."""
        there = [agent_id for agent_id in agent_ids if agent_id in self.plan.members]
        shown = [self.agent(agent_id) for agent_id in there[:PEOPLE]]
        if len(there) < len(agent_ids):
            shown.append(fact("agents.gone", n=len(agent_ids) - len(there)))
        if there[PEOPLE:]:
            shown.append(fact("agents.more", n=len(there[PEOPLE:])))
        return tuple(shown)


class _Explanation:
    """The explanation of one decision to one reader."""

    def __init__(self, trace: Trace, me: Member | None, plan: Plan) -> None:
        self.trace, self.plan, self.names = trace, plan, NameLookup(plan)
        self.me = None if me is None or me.supervises else me

    def facts(self) -> Iterator[Fact]:
        trace = self.trace
        for number, step in enumerate(trace.over):
            if self._knows(step.route_id):
                yield self._taken(step, number)
                yield from self._agents(step)
                yield fact("route.over", route=self.names.route(step.route_id))
        unknown = sum(not self._knows(step.route_id) for step in trace.over)
        if unknown:
            yield fact("route.over_unknown", n=unknown)
        last = trace.steps[len(trace.over) :]
        for step in last:
            known = self._knows(step.route_id)
            yield self._taken(step, len(trace.over)) if known else fact("route.unknown")
        yield from self._routes()
        yield from self._choice()
        for step in last:
            yield from self._agents(step)
        yield from self._resort()
        yield from self._outcome()

    def _knows(self, route_id: RouteId) -> bool:
        route = self.plan.routes_by_id.get(route_id)
        return self.me is None or (route is not None and access.may_see_route(self.me, route))

    def _taken(self, step: TraceStep, number: int) -> Fact:
        """Explain how the route came to take the lead."""
        key = "route.nearest" if number == 0 else "route.next"
        if step.route_id == self.trace.stays_on:
            key = "route.stays"
        elif step.draw.rule == "assign_to_agent":
            key = "route.at_once"
        return fact(key, route=self.names.route(step.route_id))

    def _routes(self) -> Iterator[Fact]:
        """Explain why the other routes did not apply, grouped by reason."""
        named: dict[str, list[RouteId]] = {}
        count = Counter[str](self.trace.other_routes)
        for one in dict.fromkeys(self.trace.routes):
            if one.verdict == "covers":
                continue
            if self._knows(one.route_id):
                named.setdefault(one.verdict, []).append(one.route_id)
            else:
                count[one.verdict] += 1
        for verdict in get_args(RouteVerdict):
            if verdict in named or count[verdict]:
                yield self._not_applied(verdict, named.get(verdict, []), count[verdict])
        skipped = [route_id for route_id in self.trace.skips if self._knows(route_id)]
        if skipped:
            yield self._not_applied("skipped", skipped, 0)

    def _not_applied(self, verdict: str, route_ids: Sequence[RouteId], others: int) -> Fact:
        why = fact(f"route.verdict.{verdict}", n=len(route_ids) + others)
        return fact("routes.why", routes=self.names.routes(route_ids, others), why=why)

    def _choice(self) -> Iterator[Fact]:
        """Explain how the rule chose its agents."""
        trace = self.trace
        if not trace.agent_ids or trace.draw is None or trace.resort is not None:
            return
        if self.me is None:
            yield from _chosen(trace.steps[-1], trace.agent_ids, self.names)
        elif self.me.agent_id not in trace.agent_ids:
            yield fact(f"choice.other.{trace.outcome}", n=len(trace.agent_ids))
        else:
            yield _chosen_me(trace.draw, len(trace.agent_ids) - 1)

    def _agents(self, step: TraceStep) -> Iterator[Fact]:
        """Explain why agents were not chosen; to an agent, only their own reason and the number of other obstacles."""
        if self.me is None:
            yield from _by_verdict(step.agents, self.names)
            return
        if not self._knows(step.route_id):
            return
        own = next((one.verdict for one in step.agents if one.agent_id == self.me.agent_id), None)
        if own and own != "chosen":
            yield fact("agents.me", why=fact(f"agent.verdict.{own}"))
        others = sum(one.verdict not in ELIGIBLE and one.agent_id != self.me.agent_id for one in step.agents)
        if others:
            yield fact("agents.others", n=others)

    def _resort(self) -> Iterator[Fact]:
        resort = self.trace.resort
        if resort is None:
            return
        if resort.verdict == "chosen":
            yield self._whose("resort", resort.agent_id, other="resort.other")
        elif self.me is None:
            why = fact("resort.returned" if resort.verdict == "tried" else f"agent.verdict.{resort.verdict}")
            yield fact("resort.absent", agent=self.names.agent(resort.agent_id), why=why)

    def _outcome(self) -> Iterator[Fact]:
        trace = self.trace
        if trace.reason:
            yield fact(f"reason.{trace.reason}")
        if trace.agent_ids and trace.route_id is None:
            yield self._whose("owner", trace.agent_ids[0], other="choice.other.assigned")
        if trace.routes_at:
            yield fact("routes_at", at=trace.routes_at.astimezone(self.plan.settings.zone))

    def _whose(self, key: str, agent_id: AgentId, *, other: str) -> Fact:
        if self.me is None:
            return fact(key, agent=self.names.agent(agent_id))
        return fact(f"{key}.me" if agent_id == self.me.agent_id else other)


def _by_verdict(agents: Sequence[Weighed], names: NameLookup) -> Iterator[Fact]:
    """Explain who was not chosen, grouped by reason."""
    found: dict[AgentVerdict, list[AgentId]] = {}
    for one in agents:
        found.setdefault(one.verdict, []).append(one.agent_id)
    for verdict, agent_ids in found.items():
        if verdict != "chosen":
            yield fact("agents.why", agents=names.agents(agent_ids), why=fact(f"agent.verdict.{verdict}"))


def _chosen_me(draw: Draw, others: int) -> Fact:
    rule = fact(f"rule.{draw.rule}")
    if draw.rule != "jump_ball":
        return fact("choice.me", rule=rule)
    return fact("choice.me.jump_ball", rule=rule, n=others) if others else fact("choice.me.jump_ball.alone", rule=rule)


def _chosen(step: TraceStep, agent_ids: Sequence[AgentId], names: NameLookup) -> Iterator[Fact]:
    """Explain how the rule chose, with the data it read."""
    draw, first = step.draw, agent_ids[0]
    told: dict[str, Any] = {"rule": fact(f"rule.{draw.rule}"), "agent": names.agent(first)}
    free = [one.agent_id for one in step.agents if one.verdict in ELIGIBLE]
    if draw.owed:
        yield fact("choice.owed", **told)
        return
    match draw.rule:
        case "round_robin":
            yield _turn(draw, told, names)
        case "random":
            out = draw.last if draw.first and draw.last in free and len(free) > 1 else None
            yield fact("choice.random", n=len(free) - (out is not None), **told)
            if out:
                yield fact("choice.random.without", last=names.agent(out))
        case "weighted_random":
            percent = round(100 * draw.weights.get(first, 1) / (sum(draw.weights.values()) or 1))
            yield fact("choice.weighted_random", n=len(free), percent=max(percent, 1), **told)
        case "fair_share":
            due = _due(draw, first)
            key = "choice.fair_share" if due > 0 else "choice.fair_share.ahead"
            yield fact(key, due=due, **told)
        case "least_loaded":
            yield fact(f"choice.least_loaded{_tie(draw, first)}", open=draw.open_leads[first], **told)
        case "jump_ball":
            yield fact("choice.jump_ball", n=len(agent_ids), rule=told["rule"], agents=names.agents(agent_ids))
        case "assign_to_agent":
            yield fact("choice.assign_to_agent", **told)


def _turn(draw: Draw, told: dict[str, Any], names: NameLookup) -> Fact:
    if draw.last is None:
        return fact("choice.round_robin.start", **told)
    return fact("choice.round_robin" if draw.first else "choice.round_robin.later", last=names.agent(draw.last), **told)


def _due(draw: Draw, agent_id: AgentId) -> float:
    """Return the agent's credit including their share of this lead, in leads, rounded for the sentence."""
    grown = draw.weights.get(agent_id, 0) / (sum(draw.weights.values()) or 1) if draw.first else 0.0
    return round(draw.credits.get(agent_id, 0.0) + grown, 1)


def _tie(draw: Draw, agent_id: AgentId) -> str:
    """Return the suffix for how a tie on open leads was broken: no tie, by the longest wait, or by the list."""
    equals = [one for one, leads in draw.open_leads.items() if leads == draw.open_leads[agent_id]]
    waited = [one for one in equals if draw.offered_at.get(one) == draw.offered_at.get(agent_id)]
    return "" if len(equals) == 1 else ".longest" if len(waited) == 1 else ".turn"
