"""Divide a day of a plan into intervals in which nothing changes, each with its routes and members as sets of bits.

No window, working time, pause, shift or schedule begins or ends within an interval, so each needs to be decided only
once and a whole team's week takes a fraction of a second.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from shared.domain.kernel import hours
from shared.domain.kernel.hours import Interval
from shared.domain.kernel.record import RouteId
from shared.domain.plan_records.member import Pause
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.route_index import first_position, positions, to_bits
from shared.domain.planning.outlook import Outlook

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


class SourceCoverage(NamedTuple):
    """Tell what happens to the leads of one source during one interval.

    Attributes:
        place: of the route that takes them, in the list of routes; None is a gap.
        agents: how many of its agents are available.
        overridden: whether it goes before a route above it, because it assigns at once.
        conditional: how many routes with conditions may take a lead first.
    """

    place: int | None
    agents: int = 0
    overridden: bool = False
    conditional: int = 0


class PlanInterval(NamedTuple):
    """An interval in which nothing changes. Sets are whole numbers, one bit for each route or member.

    Attributes:
        duration: its length.
        hour: the local hour that contains it.
        routes: the routes that are active and open.
        members: the members who are active, in their hours, and not paused everywhere.
        paused: for each route with pauses or shifts of its own, the members paused or not on shift there.
    """

    duration: timedelta
    hour: int
    routes: int
    members: int
    paused: tuple[tuple[RouteId, int], ...]


class OffHours(NamedTuple):
    """An interval in which a member, given by their bit, is off hours."""

    interval: Interval
    member: int


class PlanIntervals:
    """A plan whose days can be divided into intervals.

    Args:
        plan: as it is now.
        outlook: the same plan with its special routes switched in advance.
    """

    def __init__(self, plan: Plan, outlook: Outlook) -> None:
        self.plan, self.index, self.zone, self._outlook = plan, plan.index, plan.settings.zone, outlook
        self.members = {agent_id: place for place, agent_id in enumerate(plan.members)}
        self.conditional = to_bits(n for n, route in enumerate(plan.routes) if route.conditions)
        self.sends_on = to_bits(n for n, route in enumerate(plan.routes) if route.when_nobody == "next_route")
        self.agents = [to_bits(self.members[a] for a in r.agent_ids if a in self.members) for r in plan.routes]
        self._cache: dict[tuple[int, int, tuple[tuple[RouteId, int], ...]], SourceCoverage] = {}

    def intervals(self, day: date) -> tuple[PlanInterval, ...]:
        """Divide one local day into intervals, in order."""
        since, until = midnight(day, self.zone), midnight(day + DAY, self.zone)
        special = {
            1 << place: self._outlook.active_intervals(route, since, until)
            for place, route in enumerate(self.plan.routes)
            if route.activation is not None
        }
        edges = {since, until, *self._wall_edges(since, until)}
        edges |= {edge for active in special.values() for interval in active for edge in interval}
        off = self._off_hours(since, until)
        edges |= {at for one in off for at in one.interval}
        edges |= {at for pause, _ in self._pauses for at in (pause.start, pause.until) if at and since < at < until}
        edges |= {at for rota in self.plan.rotas.values() for at in rota.edges(self.zone, since, until)}
        return tuple(self._interval(Interval(*ends), special, off) for ends in pairwise(sorted(edges)))

    def coverage_of(self, interval: PlanInterval, routes: int) -> SourceCoverage:
        """Decide what happens in this interval to leads of a source that `routes` accept. Results are cached."""
        taking = interval.routes & routes
        key = taking, interval.members, interval.paused
        if key not in self._cache:
            self._cache[key] = self._coverage(taking, interval)
        return self._cache[key]

    def _coverage(self, taking: int, interval: PlanInterval) -> SourceCoverage:
        """Decide as matching does.

        A route that assigns and whose agent is available goes first; then the highest. A route without available
        agents sends leads on to the next route only if its `when_nobody` says so.

        Source: docs/rules.md, "Matching" 3-5.
        """
        cover = taking & ~self.conditional
        assigning = cover & self.index.assigning
        able = to_bits(place for place in positions(assigning) if self._available(place, interval))
        if able:
            place = first_position(able)
            above = (1 << place) - 1
            return SourceCoverage(place, 1, bool(cover & ~assigning & above), self._conditional_before(taking, place))
        cover &= ~assigning
        if not cover:
            return SourceCoverage(None, conditional=(taking & self.conditional).bit_count())
        for place in positions(cover):
            available = self._available(place, interval)
            if available or not self.sends_on >> place & 1:
                break
        if not available:
            place = first_position(cover)
        return SourceCoverage(place, available, False, self._conditional_before(taking, place))

    def _conditional_before(self, taking: int, place: int) -> int:
        """Count the routes with conditions that go before this one: those above it, and those that assign."""
        above = (1 << place) - 1
        assigning = self.index.assigning
        before = assigning & above if assigning >> place & 1 else assigning | above
        return (taking & self.conditional & before).bit_count()

    def _available(self, place: int, interval: PlanInterval) -> int:
        """Count the route's agents who are active, in their hours, on shift and not paused."""
        available = self.agents[place] & interval.members
        for route_id, paused in interval.paused:
            if route_id == self.plan.routes[place].route_id:
                available &= ~paused
        return available.bit_count()

    def _interval(
        self, interval: Interval, special: Mapping[int, Sequence[Interval]], off: Sequence[OffHours]
    ) -> PlanInterval:
        at = interval.start
        local = at.astimezone(self.zone)
        minute = hours.minute_of_week(local)
        switched_on = (route for route, active in special.items() if any(one.start <= at < one.end for one in active))
        routes = (self._ordinary | sum(switched_on)) & self.index.open_at(minute)
        edges, working = self._working
        members = working[bisect_right(edges, minute) - 1]
        for one in off:
            if one.interval.start <= at < one.interval.end:
                members &= ~one.member
        paused: dict[RouteId, int] = {}
        for pause, member in self._pauses:
            if not pause.covers(pause.route_id or "", at):
                continue
            if pause.route_id is None:
                members &= ~member
            else:
                paused[pause.route_id] = paused.get(pause.route_id, 0) | member
        for route_id in self.plan.rotas.keys() & self.plan.positions.keys():
            left = self.plan.on_shift(route_id, at)
            if left is not None:
                on = to_bits(self.members[agent_id] for agent_id in left if agent_id in self.members)
                away = self.agents[self.plan.positions[route_id]] & ~on
                paused[route_id] = paused.get(route_id, 0) | away
        return PlanInterval(interval.end - at, local.hour, routes, members, tuple(sorted(paused.items())))

    @cached_property
    def _ordinary(self) -> int:
        """Return the active routes without a schedule."""
        routes = enumerate(self.plan.routes)
        return to_bits(n for n, route in routes if route.activation is None and route.status == "active")

    @cached_property
    def _working(self) -> tuple[list[int], list[int]]:
        """Return the minutes of the week at which working hours begin or end, and who works from each of them on.

        Who has a time zone of their own counts as working: their hours are in `_off_hours`.
        """
        flips: Counter[int] = Counter({0: 0})
        working = 0
        for agent_id, place in self.members.items():
            member = self.plan.members[agent_id]
            if member.status != "active":
                continue
            if not member.hours or member.time_zone:
                working |= 1 << place
                continue
            for edge in (edge for ends in hours.week_ranges(member.hours) for edge in ends):
                flips[edge] ^= 1 << place
        edges, working_from = sorted(flips), []
        for edge in edges:
            working ^= flips[edge]
            working_from.append(working)
        return edges, working_from

    @cached_property
    def _pauses(self) -> tuple[tuple[Pause, int], ...]:
        """Return every pause with its member's bit."""
        return tuple(
            (pause, 1 << place)
            for agent_id, place in self.members.items()
            for pause in self.plan.members[agent_id].all_pauses
        )

    def _off_hours(self, since: datetime, until: datetime) -> tuple[OffHours, ...]:
        """Return when members who have a time zone of their own do not work."""
        return tuple(
            OffHours(off, 1 << place)
            for agent_id, place in self.members.items()
            if (member := self.plan.members[agent_id]).time_zone and member.hours
            for off in hours.gaps(
                hours.open_intervals(member.hours, member.zone(self.zone), since, until), since, until
            )
        )

    def _wall_edges(self, since: datetime, until: datetime) -> Iterator[datetime]:
        """Yield the instants at which a local hour begins, windows or working times begin or end, or clocks change."""
        walls = sorted({*range(0, hours.WEEK_MINUTES, 60), *self.index.edges, *self._working[0]})
        for start, end in pairwise([since, *hours.clock_changes(since, until, self.zone), until]):
            yield start
            local = start.astimezone(self.zone)
            minute = hours.minute_of_week(local)
            begins = start - timedelta(seconds=local.second, microseconds=local.microsecond)
            for wall in walls[bisect_right(walls, minute) :]:
                at = begins + (wall - minute) * MINUTE
                if at >= end:
                    break
                yield at


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """Return the instant at which a local day begins."""
    return hours.instant_of(day, time(), zone)
