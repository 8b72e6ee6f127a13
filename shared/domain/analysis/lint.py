"""Linting: what in a plan can hardly be meant, each with a code, a sentence, and whom it concerns."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Literal

from shared.domain.analysis.compare_conditions import Implied, exclude
from shared.domain.analysis.coverage import routed
from shared.domain.i18n.times import length, stretches
from shared.domain.i18n.translate import Fact, Sentences, Title, fact, tell
from shared.domain.kernel import hours
from shared.domain.kernel.record import AgentId, RouteId, SourceId
from shared.domain.kernel.weekly_hours import Window
from shared.domain.plan_records.activation import Calendar
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.route import WEIGHTED, Route, Rule
from shared.domain.plan_records.route_index import bits, places, union
from shared.domain.planning.outlook import Outlook
from shared.domain.routing.explanation import NAMED, NameLookup

Code = Literal[
    "no_routes", "source_without_route", "hours_uncovered", "route_shadowed", "route_unreachable", "route_overridden",
    "weights_not_100", "no_eligible_agents", "window_without_agents", "chain_longer_than_window",
]  # fmt: skip
ONE_BY_ONE: frozenset[Rule] = frozenset({"round_robin", "random", "weighted_random", "fair_share", "least_loaded"})
WHOLE_WEEK = ((0, hours.WEEK_MINUTES),)
type Minutes = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class LintProblem:
    """Something in the plan that can hardly be meant."""

    code: Code
    sentences: Sentences
    route_ids: tuple[RouteId, ...] = ()
    agent_ids: tuple[AgentId, ...] = ()
    source_ids: tuple[SourceId, ...] = ()


def lint(plan: Plan, calendar: Calendar, now: datetime) -> tuple[LintProblem, ...]:
    """All problems, in the order of the routes they begin with; those of the whole plan come last.

    Looked at are active routes, and special ones also while they are paused. The wall week counts, so that
    changes of clocks and single days are left to coverage.

    Source: docs/rules.md, "Supervision" 3.
    """
    return tuple(_Linting(plan, Outlook(plan, calendar, now), now).problems())


class _Linting:
    def __init__(self, plan: Plan, outlook: Outlook, now: datetime) -> None:
        self.plan, self.index, self.names, self.outlook, self.now = plan, plan.index, NameLookup(plan), outlook, now
        routes = plan.routes
        self.routed = tuple(source.source_id for source in routed(plan))
        self.linted = [r for r in routes if r.status == "active" or r.activation is not None]
        self.alive = [r for r in self.linted if not outlook.is_over(r)]
        self.looked_at = bits(plan.places[route.route_id] for route in self.alive)
        self.ordinary = self.index.active & bits(n for n, route in enumerate(routes) if route.activation is None)
        self.plain = self.ordinary & bits(n for n, route in enumerate(routes) if not route.conditions)
        stays = bits(n for n, route in enumerate(routes) if route.when_nobody != "next_route")
        self.shadowing = self.ordinary & stays & ~self.index.assigning
        self.edges = sorted({*self.index.edges, hours.WEEK_MINUTES})
        self.opened: dict[RouteId, int] = {}
        self.implied = Implied(condition for route in plan.routes for condition in route.conditions)
        self.taken: dict[int, dict[SourceId, int]] = {}

    def problems(self) -> Iterator[LintProblem]:
        for route in self.linted:
            unreachable = list(self._unreachable(route))
            yield from unreachable or (*self._shadowed(route), *self._overridden(route))
            yield from self._weights(route)
            yield from self._agents(route)
            yield from self._chain(route)
            self._gather(route)
        if not self.linted:
            yield LintProblem("no_routes", tell([fact("lint.no_routes")]))
            return
        yield from self._without_route()
        yield from self._uncovered()

    # One route

    def _unreachable(self, route: Route) -> Iterator[LintProblem]:
        """It can never take a lead: no source of its own is routed, or its time is over."""
        if self.outlook.is_over(route):
            yield self._of(route, "route_unreachable", "over")
        elif not self._sources_of(route):
            why = "no_sources" if route.sources == "all" else "archived"
            given = () if route.sources == "all" else route.sources
            found = [self.plan.sources[s] for s in given if s in self.plan.sources]
            why = "owned" if any(source.status == "active" for source in found) else why
            yield self._of(route, "route_unreachable", why, source_ids=tuple(given))

    def _shadowed(self, route: Route) -> Iterator[LintProblem]:
        """Routes above take every minute and source of it, alone or together.

        One above counts if its conditions leave out nothing that this one's let in, if it keeps what it takes, and
        does not depend on whether its agent is there.
        """
        left = {source_id: self._open(route) for source_id in self._sources_of(route)}
        if route.assigns or not left or not self._is_shadowed(route):
            return
        others, fulfilled = list[Route](), self.implied.fulfilled(route.conditions)
        above = self.shadowing & ((1 << self.plan.places[route.route_id]) - 1)
        for other in (self.plan.routes[place] for place in places(above)):
            taken = [s for s in self._sources_of(other) if left.get(s, 0) & self._open(other)]
            if taken and not self.implied.asked(other.conditions) & ~fulfilled:
                left |= {source_id: left[source_id] & ~self._open(other) for source_id in taken}
                others.append(other)
            if not any(left.values()):
                break
        key = "lint.route_shadowed" if len(others) == 1 else "lint.route_shadowed.several"
        told = fact(key, route=Title(route.title), above=self._titles(others))
        yield LintProblem("route_shadowed", tell([told]), _ids([route, *others]))

    def _is_shadowed(self, route: Route) -> bool:
        """Whether what the routes above take, as far as it has been gathered, is all of it."""
        fulfilled = self.implied.fulfilled(route.conditions)
        asked = [taken for conditions, taken in self.taken.items() if not conditions & ~fulfilled]
        return all(
            not self._open(route) & ~union(taken.get(source_id, 0) for taken in asked)
            for source_id in self._sources_of(route)
        )

    def _gather(self, route: Route) -> None:
        """Add what this route takes to what is taken before the routes below it."""
        if self.shadowing >> self.plan.places[route.route_id] & 1:
            taken = self.taken.setdefault(self.implied.asked(route.conditions), {})
            for source_id in self._sources_of(route):
                taken[source_id] = taken.get(source_id, 0) | self._open(route)

    def _overridden(self, route: Route) -> Iterator[LintProblem]:
        """It assigns at once, and so takes leads before these, wherever it stands."""
        if not route.assigns:
            return
        place, others = self.plan.places[route.route_id], []
        for other in self.alive:
            below = self.plan.places[other.route_id] > place
            if other.route_id != route.route_id and (below or not other.assigns) and self._meet(route, other):
                others.append(other)
        if others:
            told = fact("lint.route_overridden", route=Title(route.title), others=self._titles(others))
            yield LintProblem("route_overridden", tell([told]), _ids([route, *others]), route.agent_ids)

    def _weights(self, route: Route) -> Iterator[LintProblem]:
        whole = sum(seat.weight or 0 for seat in route.agents)
        if route.rule in WEIGHTED and route.agents and whole != 100:
            told = fact("lint.weights_not_100", route=Title(route.title), sum=whole)
            yield LintProblem("weights_not_100", tell([told]), (route.route_id,), route.agent_ids)

    def _agents(self, route: Route) -> Iterator[LintProblem]:
        """Nobody of it can ever be offered a lead."""
        members = [self.plan.members[a] for a in route.agent_ids if a in self.plan.members]
        active = [member for member in members if member.status == "active"]
        if not route.agents:
            yield self._of(route, "no_eligible_agents", "none")
        elif not active:
            yield self._of(route, "no_eligible_agents", "inactive", agent_ids=route.agent_ids)
        elif not any(hours.shared_minutes(_week(member.hours), _week(route.windows)) for member in active):
            yield self._of(route, "no_eligible_agents", "hours", agent_ids=route.agent_ids)
        elif all(self._is_paused(member, route) for member in active):
            yield self._of(route, "no_eligible_agents", "paused", agent_ids=route.agent_ids)
        else:
            yield from self._unattended(route, active)

    def _is_paused(self, member: Member, route: Route) -> bool:
        """Whether a pause keeps the member off this route, and does not end by itself."""
        return any(pause.until is None and pause.covers(route.route_id, self.now) for pause in member.pauses)

    def _unattended(self, route: Route, active: Sequence[Member]) -> Iterator[LintProblem]:
        """It is open while none of its agents works, and what it takes then goes to the pool."""
        if route.assigns or route.when_nobody != "pool":
            return
        working = hours.merge(span for member in active for span in _week(member.hours))
        if found := self._not_held(hours.subtract(_week(route.windows), working)):
            told = fact("lint.window_without_agents", route=Title(route.title), times=stretches(found))
            yield LintProblem("window_without_agents", tell([told]), (route.route_id,), route.agent_ids)

    def _chain(self, route: Route) -> Iterator[LintProblem]:
        """To ask everybody, one after another, takes longer than it is ever open at a stretch."""
        spans = _around(hours.week_ranges(route.windows))
        if route.rule not in ONE_BY_ONE or route.claim_clock != "always" or spans in ((), WHOLE_WEEK):
            return
        longest = max(end - start for start, end in spans)
        active = [a for a in route.agent_ids if a in self.plan.members and self.plan.members[a].status == "active"]
        chain = route.claim_seconds * len(active)
        if chain > longest * 60:
            told = fact("lint.chain_longer_than_window", route=Title(route.title), chain=length(-(-chain // 60)),
                        open=length(longest))  # fmt: skip
            yield LintProblem("chain_longer_than_window", tell([told]), (route.route_id,))

    # The whole plan

    def _without_route(self) -> Iterator[LintProblem]:
        for source_id in self.routed:
            if not self.index.source(source_id) & self.looked_at:
                told = fact("lint.source_without_route", source=self._source(source_id))
                yield LintProblem("source_without_route", tell([told]), source_ids=(source_id,))

    def _uncovered(self) -> Iterator[LintProblem]:
        """Minutes of the week that no ordinary route without conditions covers: one problem for equal ones.

        Leads that are held until such a time is over are not left to the pool.
        """
        alike: dict[tuple[tuple[int, int], ...], list[SourceId]] = {}
        for source_id in self.routed:
            if self.index.source(source_id) & self.looked_at:
                alike.setdefault(self._gaps(source_id), []).append(source_id)
        for gaps, source_ids in alike.items():
            if not gaps:
                continue
            told: list[Title | Fact] = [self._source(one) for one in source_ids[:NAMED]]
            if len(source_ids) > NAMED:
                told.append(fact("sources.more", n=len(source_ids) - NAMED))
            always = gaps == WHOLE_WEEK
            key = "lint.hours_uncovered.always" if always else "lint.hours_uncovered"
            times = {} if always else {"times": stretches(gaps)}
            sentences = tell([fact(key, sources=tuple(told), **times)])
            yield LintProblem("hours_uncovered", sentences, source_ids=tuple(source_ids))

    def _gaps(self, source_id: SourceId) -> tuple[tuple[int, int], ...]:
        taking = places(self.plain & self.index.source(source_id))
        covered = union(self._open(self.plan.routes[place]) for place in taking)
        return self._not_held(hours.merge(span for n, span in enumerate(pairwise(self.edges)) if not covered >> n & 1))

    def _not_held(self, spans: Minutes) -> tuple[tuple[int, int], ...]:
        """Those that are longer than a lead is held: in the others it waits, and is routed when they end."""
        held = self.plan.settings.hold_hours * 60
        found = _around(spans)
        return found if found == WHOLE_WEEK else tuple(span for span in found if span[1] - span[0] > held)

    # What is common

    def _sources_of(self, route: Route) -> tuple[SourceId, ...]:
        """Its sources whose leads are routed."""
        return self.routed if route.sources == "all" else tuple(s for s in self.routed if s in route.sources)

    def _open(self, route: Route) -> int:
        """When it is open, as a set of the stretches between edges of the week."""
        if route.route_id not in self.opened:
            found = 0
            for start, end in _week(route.windows):
                found |= (1 << bisect_left(self.edges, end)) - (1 << bisect_left(self.edges, start))
            self.opened[route.route_id] = found
        return self.opened[route.route_id]

    def _meet(self, one: Route, other: Route) -> bool:
        """Whether a lead of some source, at some minute, could be taken by either."""
        meet = self._open(one) & self._open(other) and {*self._sources_of(one)} & {*self._sources_of(other)}
        return bool(meet) and not exclude(one.conditions, other.conditions)

    def _of(
        self,
        route: Route,
        code: Code,
        why: str,
        *,
        agent_ids: tuple[AgentId, ...] = (),
        source_ids: tuple[SourceId, ...] = (),
    ) -> LintProblem:
        told = tell([fact(f"lint.{code}.{why}", route=Title(route.title))])
        return LintProblem(code, told, (route.route_id,), agent_ids, source_ids)

    def _titles(self, routes: Sequence[Route]) -> tuple[Title | Fact, ...]:
        told: list[Title | Fact] = [Title(route.title) for route in routes[:NAMED]]
        if len(routes) > NAMED:
            told.append(fact("routes.more", n=len(routes) - NAMED))
        return tuple(told)

    def _source(self, source_id: SourceId) -> Title:
        return Title(self.plan.sources[source_id].title)


def _week(windows: Iterable[Window]) -> Minutes:
    return hours.week_ranges(windows) or WHOLE_WEEK


def _around(spans: Minutes) -> tuple[tuple[int, int], ...]:
    """The spans, the one that ends with the week joined to the one that begins it; it may end beyond the week."""
    if len(spans) < 2 or spans[0][0] != 0 or spans[-1][1] != hours.WEEK_MINUTES:
        return tuple(spans)
    return (*spans[1:-1], (spans[-1][0], hours.WEEK_MINUTES + spans[0][1]))


def _ids(routes: Iterable[Route]) -> tuple[RouteId, ...]:
    return tuple(route.route_id for route in routes)
