"""Find likely mistakes in a plan, such as a route that never takes a lead.

Every problem is only a hint: what a plan may not contain at all is refused in `planning`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Literal

from shared.domain.analysis.compare_conditions import ImpliedConditions, exclude_each_other
from shared.domain.analysis.coverage import routed_sources
from shared.domain.i18n.times import duration, week_times
from shared.domain.i18n.translate import Fact, Sentences, Title, fact, translate_all
from shared.domain.kernel import hours
from shared.domain.kernel.record import AgentId, RouteId, SourceId
from shared.domain.kernel.weekly_hours import Window
from shared.domain.plan_records.activation import Calendar
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.route import WEIGHTED, Route, Rule
from shared.domain.plan_records.route_index import positions, to_bits, union
from shared.domain.planning.outlook import Outlook
from shared.domain.routing.explanation import NAMED

Code = Literal[
    "no_routes", "source_without_route", "hours_uncovered", "route_shadowed", "route_unreachable", "route_overridden",
    "weights_not_100", "no_eligible_agents", "window_without_agents", "chain_longer_than_window",
]  # fmt: skip
ONE_BY_ONE: frozenset[Rule] = frozenset({"round_robin", "random", "weighted_random", "fair_share", "least_loaded"})
WHOLE_WEEK = ((0, hours.WEEK_MINUTES),)
type Minutes = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class LintProblem:
    """Something in the plan that is probably unintended, and what it concerns."""

    code: Code
    sentences: Sentences
    route_ids: tuple[RouteId, ...] = ()
    agent_ids: tuple[AgentId, ...] = ()
    source_ids: tuple[SourceId, ...] = ()


def lint(plan: Plan, calendar: Calendar, now: datetime) -> tuple[LintProblem, ...]:
    """Return the problems of a plan: first those of single routes, in their order, then those of the whole plan.

    Examined are active routes, and special routes even while they are paused. Times are those of an ordinary week;
    changes of clocks and single days are left to coverage.

    Source: docs/rules.md, "Supervision" 3.
    """
    return tuple(_Linting(plan, Outlook(plan, calendar, now), now).problems())


class _Linting:
    def __init__(self, plan: Plan, outlook: Outlook, now: datetime) -> None:
        self.plan, self.index, self.outlook, self.now = plan, plan.index, outlook, now
        routes = plan.routes
        self.routed_source_ids = tuple(source.source_id for source in routed_sources(plan))
        self.linted = [r for r in routes if r.status == "active" or r.activation is not None]
        self.not_over = [r for r in self.linted if not outlook.is_over(r)]
        self.considered = to_bits(plan.positions[route.route_id] for route in self.not_over)
        self.ordinary = self.index.active & to_bits(n for n, route in enumerate(routes) if route.activation is None)
        self.unconditional = self.ordinary & to_bits(n for n, route in enumerate(routes) if not route.conditions)
        stays = to_bits(n for n, route in enumerate(routes) if route.when_nobody != "next_route")
        self.shadowing = self.ordinary & stays & ~self.index.assigning
        self.edges = sorted({*self.index.edges, hours.WEEK_MINUTES})
        self.open_cache: dict[RouteId, int] = {}
        self.implied = ImpliedConditions(condition for route in plan.routes for condition in route.conditions)
        self.covered: dict[int, dict[SourceId, int]] = {}

    def problems(self) -> Iterator[LintProblem]:
        for route in self.linted:
            unreachable = list(self._unreachable(route))
            yield from unreachable or (*self._shadowed(route), *self._overridden(route))
            yield from self._weights(route)
            yield from self._eligible_agents(route)
            yield from self._claim_chain(route)
            self._add_covered(route)
        if not self.linted:
            yield LintProblem("no_routes", translate_all([fact("lint.no_routes")]))
            return
        yield from self._without_route()
        yield from self._uncovered()

    # One route

    def _unreachable(self, route: Route) -> Iterator[LintProblem]:
        """Report a route that can never take a lead: none of its sources is routed, or its dates are over."""
        if self.outlook.is_over(route):
            yield self._problem(route, "route_unreachable", "over")
        elif not self._source_ids(route):
            named = () if route.sources == "all" else route.sources
            sources = [self.plan.sources[s] for s in named if s in self.plan.sources]
            why = "no_sources" if route.sources == "all" else "archived"
            why = "owned" if any(source.status == "active" for source in sources) else why
            yield self._problem(route, "route_unreachable", why, source_ids=tuple(named))

    def _shadowed(self, route: Route) -> Iterator[LintProblem]:
        """Report a route if routes above take every lead it could take, alone or together.

        A route above counts if its conditions are implied by this route's, if it never sends leads on, and if it
        takes them even without an available agent.
        """
        left = {source_id: self._open_bits(route) for source_id in self._source_ids(route)}
        if route.assigns or not left or not self._is_shadowed(route):
            return
        others, implied = list[Route](), self.implied.implied_by(route.conditions)
        above = self.shadowing & ((1 << self.plan.positions[route.route_id]) - 1)
        for other in (self.plan.routes[place] for place in positions(above)):
            taken = [s for s in self._source_ids(other) if left.get(s, 0) & self._open_bits(other)]
            if taken and not self.implied.bits_of(other.conditions) & ~implied:
                left |= {source_id: left[source_id] & ~self._open_bits(other) for source_id in taken}
                others.append(other)
            if not any(left.values()):
                break
        key = "lint.route_shadowed" if len(others) == 1 else "lint.route_shadowed.several"
        text = fact(key, route=Title(route.title), above=self._titles(others))
        yield LintProblem("route_shadowed", translate_all([text]), _ids([route, *others]))

    def _is_shadowed(self, route: Route) -> bool:
        """Return whether the routes examined so far, all of them above, cover this route completely."""
        implied = self.implied.implied_by(route.conditions)
        covered = [minutes for conditions, minutes in self.covered.items() if not conditions & ~implied]
        return all(
            not self._open_bits(route) & ~union(minutes.get(source_id, 0) for minutes in covered)
            for source_id in self._source_ids(route)
        )

    def _add_covered(self, route: Route) -> None:
        """Add what this route covers to what shadows the routes below it."""
        if self.shadowing >> self.plan.positions[route.route_id] & 1:
            covered = self.covered.setdefault(self.implied.bits_of(route.conditions), {})
            for source_id in self._source_ids(route):
                covered[source_id] = covered.get(source_id, 0) | self._open_bits(route)

    def _overridden(self, route: Route) -> Iterator[LintProblem]:
        """Report a route that assigns at once and so goes before others, whatever their order."""
        if not route.assigns:
            return
        place, others = self.plan.positions[route.route_id], []
        for other in self.not_over:
            below = self.plan.positions[other.route_id] > place
            if other.route_id != route.route_id and (below or not other.assigns) and self._overlap(route, other):
                others.append(other)
        if others:
            text = fact("lint.route_overridden", route=Title(route.title), others=self._titles(others))
            yield LintProblem("route_overridden", translate_all([text]), _ids([route, *others]), route.agent_ids)

    def _weights(self, route: Route) -> Iterator[LintProblem]:
        total = sum(seat.weight or 0 for seat in route.agents)
        if route.rule in WEIGHTED and route.agents and total != 100:
            text = fact("lint.weights_not_100", route=Title(route.title), sum=total)
            yield LintProblem("weights_not_100", translate_all([text]), (route.route_id,), route.agent_ids)

    def _eligible_agents(self, route: Route) -> Iterator[LintProblem]:
        """Report a route none of whose agents can ever be offered a lead."""
        members = [self.plan.members[a] for a in route.agent_ids if a in self.plan.members]
        active = [member for member in members if member.status == "active"]
        if not route.agents:
            yield self._problem(route, "no_eligible_agents", "none")
        elif not active:
            yield self._problem(route, "no_eligible_agents", "inactive", agent_ids=route.agent_ids)
        elif not any(hours.shared_minutes(self._hours(member), _week(route.windows)) for member in active):
            yield self._problem(route, "no_eligible_agents", "hours", agent_ids=route.agent_ids)
        elif all(self._is_paused(member, route) for member in active):
            yield self._problem(route, "no_eligible_agents", "paused", agent_ids=route.agent_ids)
        else:
            yield from self._window_without_agents(route, active)

    def _is_paused(self, member: Member, route: Route) -> bool:
        """Return whether the member is paused on this route without an end."""
        return any(pause.until is None and pause.covers(route.route_id, self.now) for pause in member.all_pauses)

    def _window_without_agents(self, route: Route, active: Sequence[Member]) -> Iterator[LintProblem]:
        """Report the hours at which a route is open but none of its agents works, so that leads go to the pool."""
        if route.assigns or route.when_nobody != "pool":
            return
        working = hours.merge_ranges(minutes for member in active for minutes in self._hours(member))
        if found := self._longer_than_hold(hours.subtract(_week(route.windows), working)):
            text = fact("lint.window_without_agents", route=Title(route.title), times=week_times(found))
            yield LintProblem("window_without_agents", translate_all([text]), (route.route_id,), route.agent_ids)

    def _hours(self, member: Member) -> Minutes:
        """Return the minutes of the week, by the team's clock, that the member's hours cover now."""
        team = self.plan.settings.zone
        ahead = self.now.astimezone(team).replace(tzinfo=None) - self.now.astimezone(member.zone(team)).replace(
            tzinfo=None
        )
        return hours.shift_week(_week(member.hours), round(ahead.total_seconds() / 60))

    def _claim_chain(self, route: Route) -> Iterator[LintProblem]:
        """Report a route whose offers, one agent after another, take longer than its longest opening."""
        open_ranges = _join_around_week(hours.week_ranges(route.windows))
        if route.rule not in ONE_BY_ONE or route.claim_clock != "always" or open_ranges in ((), WHOLE_WEEK):
            return
        longest = max(end - start for start, end in open_ranges)
        active = [a for a in route.agent_ids if a in self.plan.members and self.plan.members[a].status == "active"]
        chain = route.claim_seconds * len(active)
        if chain > longest * 60:
            text = fact("lint.chain_longer_than_window", route=Title(route.title), chain=duration(-(-chain // 60)),
                        open=duration(longest))  # fmt: skip
            yield LintProblem("chain_longer_than_window", translate_all([text]), (route.route_id,))

    # The whole plan

    def _without_route(self) -> Iterator[LintProblem]:
        for source_id in self.routed_source_ids:
            if not self.index.source(source_id) & self.considered:
                text = fact("lint.source_without_route", source=self._source_title(source_id))
                yield LintProblem("source_without_route", translate_all([text]), source_ids=(source_id,))

    def _uncovered(self) -> Iterator[LintProblem]:
        """Report the minutes of the week that no ordinary route without conditions covers.

        Sources with the same gaps share one problem. Gaps no longer than a lead is held do not count.
        """
        by_gaps: dict[tuple[tuple[int, int], ...], list[SourceId]] = {}
        for source_id in self.routed_source_ids:
            if self.index.source(source_id) & self.considered:
                by_gaps.setdefault(self._gaps(source_id), []).append(source_id)
        for gaps, source_ids in by_gaps.items():
            if not gaps:
                continue
            sources: list[Title | Fact] = [self._source_title(source_id) for source_id in source_ids[:NAMED]]
            if len(source_ids) > NAMED:
                sources.append(fact("sources.more", n=len(source_ids) - NAMED))
            always = gaps == WHOLE_WEEK
            key = "lint.hours_uncovered.always" if always else "lint.hours_uncovered"
            times = {} if always else {"times": week_times(gaps)}
            sentences = translate_all([fact(key, sources=tuple(sources), **times)])
            yield LintProblem("hours_uncovered", sentences, source_ids=tuple(source_ids))

    def _gaps(self, source_id: SourceId) -> tuple[tuple[int, int], ...]:
        routes = positions(self.unconditional & self.index.source(source_id))
        covered = union(self._open_bits(self.plan.routes[place]) for place in routes)
        free = (minutes for n, minutes in enumerate(pairwise(self.edges)) if not covered >> n & 1)
        return self._longer_than_hold(hours.merge_ranges(free))

    def _longer_than_hold(self, ranges: Minutes) -> tuple[tuple[int, int], ...]:
        """Keep the ranges that are longer than a lead is held: in shorter ones it waits, then it is routed."""
        held = self.plan.settings.hold_hours * 60
        found = _join_around_week(ranges)
        return found if found == WHOLE_WEEK else tuple((start, end) for start, end in found if end - start > held)

    # Used by both

    def _source_ids(self, route: Route) -> tuple[SourceId, ...]:
        """Return those of the route's sources whose leads are routed."""
        return (
            self.routed_source_ids
            if route.sources == "all"
            else tuple(s for s in self.routed_source_ids if s in route.sources)
        )

    def _open_bits(self, route: Route) -> int:
        """Return when the route is open, as bits: bit n stands for the minutes from edge n to the next edge."""
        if route.route_id not in self.open_cache:
            found = 0
            for start, end in _week(route.windows):
                found |= (1 << bisect_left(self.edges, end)) - (1 << bisect_left(self.edges, start))
            self.open_cache[route.route_id] = found
        return self.open_cache[route.route_id]

    def _overlap(self, one: Route, other: Route) -> bool:
        """Return whether some lead could be taken by either route at the same minute."""
        share_minutes = bool(self._open_bits(one) & self._open_bits(other))
        share_sources = not {*self._source_ids(one)}.isdisjoint(self._source_ids(other))
        return share_minutes and share_sources and not exclude_each_other(one.conditions, other.conditions)

    def _problem(
        self, route: Route, code: Code, why: str,
        *, agent_ids: Sequence[AgentId] = (), source_ids: Sequence[SourceId] = (),
    ) -> LintProblem:  # fmt: skip
        sentences = translate_all([fact(f"lint.{code}.{why}", route=Title(route.title))])
        return LintProblem(code, sentences, (route.route_id,), tuple(agent_ids), tuple(source_ids))

    def _titles(self, routes: Sequence[Route]) -> tuple[Title | Fact, ...]:
        titles: list[Title | Fact] = [Title(route.title) for route in routes[:NAMED]]
        if len(routes) > NAMED:
            titles.append(fact("routes.more", n=len(routes) - NAMED))
        return tuple(titles)

    def _source_title(self, source_id: SourceId) -> Title:
        return Title(self.plan.sources[source_id].title)


def _week(windows: Iterable[Window]) -> Minutes:
    return hours.week_ranges(windows) or WHOLE_WEEK


def _join_around_week(ranges: Minutes) -> tuple[tuple[int, int], ...]:
    """Join the range that ends with the week to the one that begins it; the result may end beyond the week."""
    if len(ranges) < 2 or ranges[0][0] != 0 or ranges[-1][1] != hours.WEEK_MINUTES:
        return tuple(ranges)
    return (*ranges[1:-1], (ranges[-1][0], hours.WEEK_MINUTES + ranges[0][1]))


def _ids(routes: Iterable[Route]) -> tuple[RouteId, ...]:
    return tuple(route.route_id for route in routes)
