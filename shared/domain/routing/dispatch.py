"""Decide for each lead of a batch whether it is offered, assigned or pooled.

The rotation of each route and the workload of each member are carried from lead to lead in memory, so two leads of
one batch never use the same turn or exceed a limit. The versions checked by the transaction ensure the same between
batches.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from shared.domain.kernel.record import AgentId, RouteId
from shared.domain.lead_records.counters import Counted, CounterRow, Timed, Times, count_event, measure
from shared.domain.lead_records.lead import Lead, PoolReason
from shared.domain.lead_records.offer import Offer
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.route import Route, ToAgent
from shared.domain.routing import response_deadline
from shared.domain.routing.choose import TURNING, Choice, choose, draw, eligible_agents, is_first, trace_verdicts
from shared.domain.routing.eligible import FULL, Obstacle, judge_agents, judge_resort
from shared.domain.routing.hold import find_hold
from shared.domain.routing.match import Match, match, reachable_routes
from shared.domain.routing.trace import Draw, RouteVerdict, Trace, TraceStep, Weighed
from shared.domain.routing.turns import Rotations

type NewId = Callable[[Literal["offer", "response"]], str]
"""Makes a new id of a kind."""

type Chance = Callable[[], float]
"""Returns a random number from 0 to below 1."""

WEIGHED = 500  # agents listed in a trace for routes that had nobody: a DynamoDB item holds at most 400 KB


@dataclass(frozen=True, slots=True)
class Dispatched:
    """A lead after routing, with its trace.

    `counters` count it as received, the first time that routing decides on it, or as re-routed, and as assigned.
    """

    lead: Lead
    trace: Trace
    counters: tuple[CounterRow, ...] = ()


def routes_to_read(lead: Lead, plan: Plan, now: datetime) -> tuple[Route, ...]:
    """Return the routes whose rotations and agents' workloads must be read before `lead` is dispatched."""
    if lead.source_id is None:
        return ()
    own = _own_route(lead, plan)
    if own is None:
        return tuple(reachable_routes(plan, lead, now))
    if own.when_nobody != "next_route":
        return (own,)
    return (own, *reachable_routes(plan, lead, now, below=plan.positions[own.route_id] + 1))


def agents_to_read(route: Route) -> Iterable[AgentId]:
    """Yield the members whose workloads a decision on this route may read or change."""
    yield from route.agent_ids
    if isinstance(route.when_nobody, ToAgent):
        yield route.when_nobody.agent_id


def dispatch(lead: Lead, plan: Plan, turns: Rotations, now: datetime, new_id: NewId, chance: Chance) -> Dispatched:
    """Decide where an unrouted lead goes: to an agent, to several, or to the pool. Update `turns` in place.

    Args:
        lead: unrouted, as read.
        plan: as read; its version goes into the trace.
        turns: the rotations and workloads read, with the changes by this batch.
        now: UTC.
        new_id: makes the id of an offer or a response.
        chance: called by rules that draw; the random number goes into the trace.

    Source: docs/rules.md, "Matching", "Rules", "Entry" 2 and 4.
    """
    return _Dispatching(lead, plan, turns, now, new_id, chance).run()


@dataclass
class _Dispatching:
    """One lead on its way through the routes, and its trace so far."""

    lead: Lead
    plan: Plan
    turns: Rotations
    now: datetime
    new_id: NewId
    chance: Chance
    matches: list[Match] = field(default_factory=list)
    steps: list[TraceStep] = field(default_factory=list)
    resort: Weighed | None = None
    full: set[AgentId] = field(default_factory=set)

    def run(self) -> Dispatched:
        if self.lead.source_id is None:
            return self._pooled("no_source")
        route = _own_route(self.lead, self.plan) or self._match(0)
        while route is not None:
            choice = self._choose(route)
            if choice is not None:
                if route.assigns:
                    return self._assigned(route, choice.agent_ids[0])
                return self._offered(route, choice)
            if isinstance(route.when_nobody, ToAgent):
                self.resort = self._check_resort(route, route.when_nobody.agent_id)
                if self.resort.verdict == "chosen":
                    return self._assigned(route, self.resort.agent_id)
            if route.when_nobody != "next_route":
                break
            route = self._match(self.plan.positions[route.route_id] + 1)
        if not self.steps:
            return self._pooled("no_route")
        return self._pooled("unclaimed" if self.lead.tried else "nobody_eligible")

    def _match(self, below: int) -> Route | None:
        found = match(self.plan, self.lead, self.now, self._is_assignable, below)
        self.matches.append(found)
        return found.route

    def _choose(self, route: Route) -> Choice | None:
        """Return the route's choice, and add a step to the trace."""
        workloads = self.turns.current_workloads()
        verdicts = judge_agents(route, self.lead, self.plan, workloads, self.now)
        self._note_full(verdicts)
        free = eligible_agents(verdicts)
        rotation = self.turns.rotation(route.route_id)
        drawn = draw(route, self.lead, free, rotation, workloads, self.chance)
        choice = choose(route, free, drawn)
        agents = trace_verdicts(verdicts, choice.agent_ids if choice else ())
        if choice is None and sum(len(step.agents) for step in self.steps) + len(agents) > WEIGHED:
            agents, drawn = (), Draw(rule=drawn.rule, first=drawn.first)
        self.steps.append(TraceStep(route_id=route.route_id, agents=agents, draw=drawn))
        return choice

    def _is_assignable(self, route: Route) -> bool:
        agents = judge_agents(route, self.lead, self.plan, self.turns.current_workloads(), self.now)
        self._note_full(agents)
        return bool(eligible_agents(agents))

    def _check_resort(self, route: Route, agent_id: AgentId) -> Weighed:
        """Return whether the route's last resort gets the lead."""
        workloads = self.turns.current_workloads()
        obstacle = judge_resort(agent_id, route.route_id, self.lead, self.plan, workloads, self.now)
        self._note_full({agent_id: obstacle})
        return Weighed(agent_id=agent_id, verdict=obstacle or "chosen")

    def _note_full(self, verdicts: Mapping[AgentId, Obstacle | None]) -> None:
        """Note whom a lead waits for that nobody gets: those whom the counts of their workload keep away."""
        self.full.update(agent_id for agent_id, obstacle in verdicts.items() if obstacle in FULL)

    def _offered(self, route: Route, choice: Choice) -> Dispatched:
        rotation = choice.rotation(self.turns.rotation(route.route_id))
        offer = Offer(
            offer_id=self.new_id("offer"),
            route_id=route.route_id,
            agent_ids=choice.agent_ids,
            made_at=self.now,
            deadline=response_deadline.compute_deadline(
                self.now, route.claim_seconds, route.claim_clock, self.plan.settings, route
            ),
            turn=rotation.turn if is_first(route, self.lead) else self.lead.turns[route.route_id],
            together=route.rule == "jump_ball",
        )
        trace = self._trace(outcome="offered", agent_ids=offer.agent_ids, offer_id=offer.offer_id)
        offered = self.lead.offered(offer, place=choice.place, edition=route.version, has_turns=route.rule in TURNING)
        done = Dispatched(offered, trace, self._count_received(route.route_id))
        self.turns.save_rotation(rotation)
        if not offer.together:
            self.turns.change_workload(
                offer.agent_ids[0], lambda workload: workload.offered(self.now, self.plan.settings.zone)
            )
        if choice.repays:
            self.turns.change_workload(offer.agent_ids[0], lambda workload: workload.repaid(route.route_id))
        return done

    def _assigned(self, route: Route, agent_id: AgentId) -> Dispatched:
        settings = self.plan.settings
        lead = self.lead.assigned(
            agent_id,
            at=self.now,
            route_id=route.route_id,
            turn=self.turns.rotation(route.route_id).turn,
            response=response_deadline.start_response(self.lead, route, settings, self.now, self.new_id("response")),
        )
        trace = self._trace(outcome="assigned", agent_ids=(agent_id,))
        counted = count_event("assigned", self.now, settings.zone, agent_id=agent_id, route_id=route.route_id,
                        source_id=self.lead.source_id)  # fmt: skip
        self.turns.change_workload(agent_id, lambda workload: workload.assigned(self.now, settings.zone))
        return Dispatched(lead, trace, (*self._count_received(route.route_id), counted))

    def _pooled(self, reason: PoolReason) -> Dispatched:
        over = [self.plan.routes_by_id[step.route_id] for step in self.steps]
        hold = find_hold(self.lead, self.plan, self.turns.current_workloads(), over, reason, self.now)
        until, routes_at = hold or (None, None)
        if hold:
            self.turns.wait_for(self.full)
        lead = self.lead.pooled(reason, at=self.now, by="route", routes_at=routes_at, held_until=until)
        trace = self._trace(outcome="pooled", reason=reason, routes_at=routes_at)
        return Dispatched(lead.model_copy(update={"todo": None}), trace, self._count_received(None))

    def _trace(self, **outcome: Any) -> Trace:
        last = self.steps[-1] if self.steps else None
        others: dict[RouteVerdict, int] = {}
        for found in self.matches:
            for verdict, number in found.others.items():
                others[verdict] = others.get(verdict, 0) + number
        asked = self.plan.index.condition_fields
        return Trace(
            lead_id=self.lead.lead_id,
            lead_version=self.lead.version,
            at=self.now,
            plan_version=self.plan.version,
            source_id=self.lead.source_id,
            attributes={name: value for name, value in self.lead.attributes.items() if name in asked},
            tried=self.lead.tried,
            skips=self.lead.skips,
            routes=tuple(dict.fromkeys(one for found in self.matches for one in found.considered)),
            other_routes=others,
            stays_on=self.lead.route_id if _own_route(self.lead, self.plan) else None,
            over=tuple(self.steps[:-1]),
            route_id=last.route_id if last else None,
            agents=last.agents if last else (),
            draw=last.draw if last else None,
            resort=self.resort,
            **outcome,
        )

    def _count_received(self, route_id: RouteId | None) -> tuple[CounterRow, ...]:
        """Count the lead as received when routing first decides on it, and how long it was until a route first had it.

        When it goes to the next agent, neither is counted again. When it was sent through routing again, the first
        decision counts it as re-routed.
        """
        settings = self.plan.settings
        what: Counted | None = "received"
        if self.lead.counted:
            what = "re_routed" if self.lead.re_routed else None
        times: dict[Timed, Times] = {}
        if route_id is not None and self.lead.routed_last is None:
            times["o"] = measure(settings.working_time, self.lead.created_at, self.now)
        if what is None and not times:
            return ()
        return (
            count_event(what, self.now, settings.zone, route_id=route_id, source_id=self.lead.source_id, times=times),
        )


def _own_route(lead: Lead, plan: Plan) -> Route | None:
    """Return the route that has the lead already, unless a person paused it: such a lead is not matched again.

    A special route that its schedule switched off keeps the leads it has.

    Source: docs/rules.md, "Matching" 7, "Special routes" 1.
    """
    own = plan.routes_by_id.get(lead.route_id) if lead.route_id else None
    return own if own is not None and (own.status == "active" or own.ended_by_schedule) else None
