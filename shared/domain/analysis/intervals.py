"""Moments: a day of a plan cut into times in which nothing changes, each as sets of routes and of members.

No window, working time, pause or schedule begins or ends within a moment, so a whole team's week is worked out
in a fraction of a second.
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
from shared.domain.plan_records.route_index import bits, lowest, places
from shared.domain.planning.outlook import Outlook

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


class SourceCoverage(NamedTuple):
    """What happens to one source's leads in one moment; `place` None is a gap."""

    place: int | None
    agents: int = 0
    overridden: bool = False
    conditional: int = 0


class PlanInterval(NamedTuple):
    """A time in which nothing changes.

    Attributes:
        lasts: for how long; `hour`: the local hour it is in.
        taking: the routes that are active and open.
        members: who is active, in their hours, and not paused everywhere.
        away: who is paused on one route only.
    """

    lasts: timedelta
    hour: int
    taking: int
    members: int
    away: tuple[tuple[RouteId, int], ...]


class PlanIntervals:
    """A plan as sets of routes and members, and how they change."""

    def __init__(self, plan: Plan, outlook: Outlook) -> None:
        self.plan, self.index, self.zone, self._outlook = plan, plan.index, plan.settings.zone, outlook
        self.members = {agent_id: place for place, agent_id in enumerate(plan.members)}
        self.conditional = bits(n for n, route in enumerate(plan.routes) if route.conditions)
        self.sends_on = bits(n for n, route in enumerate(plan.routes) if route.when_nobody == "next_route")
        self.agents = [bits(self.members[a] for a in r.agent_ids if a in self.members) for r in plan.routes]
        self._known: dict[tuple[int, int, tuple[tuple[RouteId, int], ...]], SourceCoverage] = {}

    def moments(self, day: date) -> tuple[PlanInterval, ...]:
        """One local day, moment by moment."""
        since, until = midnight(day, self.zone), midnight(day + DAY, self.zone)
        special = {
            1 << place: self._outlook.active(route, since, until)
            for place, route in enumerate(self.plan.routes)
            if route.activation is not None
        }
        edges = {since, until, *self._wall_edges(since, until)}
        edges |= {edge for spans in special.values() for span in spans for edge in span}
        edges |= {at for pause, _ in self._pauses for at in (pause.start, pause.until) if at and since < at < until}
        return tuple(self._moment(Interval(*span), special) for span in pairwise(sorted(edges)))

    def takes(self, moment: PlanInterval, routes: int) -> SourceCoverage:
        """What happens then to leads that these routes take by their source; worked out once for those alike."""
        taking = moment.taking & routes
        key = taking, moment.members, moment.away
        if key not in self._known:
            self._known[key] = self._taken(taking, moment)
        return self._known[key]

    def _taken(self, taking: int, moment: PlanInterval) -> SourceCoverage:
        """As matching does: who assigns and can, else the highest; where nobody is there, on to the next if it says so.

        Source: docs/rules.md, "Matching" 3-5.
        """
        cover = taking & ~self.conditional
        assigning = cover & self.index.assigning
        able = bits(place for place in places(assigning) if self._there(place, moment))
        if able:
            place = lowest(able)
            above = (1 << place) - 1
            return SourceCoverage(place, 1, bool(cover & ~assigning & above), self._before(taking, place))
        cover &= ~assigning
        if not cover:
            return SourceCoverage(None, conditional=(taking & self.conditional).bit_count())
        for place in places(cover):
            there = self._there(place, moment)
            if there or not self.sends_on >> place & 1:
                break
        if not there:
            place = lowest(cover)
        return SourceCoverage(place, there, False, self._before(taking, place))

    def _before(self, taking: int, place: int) -> int:
        """How many routes with conditions come before this one: those above, and those that assign."""
        above = (1 << place) - 1
        first = self.index.assigning & (above if self.index.assigning >> place & 1 else ~0)
        others = 0 if self.index.assigning >> place & 1 else above
        return (taking & self.conditional & (first | others)).bit_count()

    def _there(self, place: int, moment: PlanInterval) -> int:
        """How many of the route's agents are there: active, in their hours, not paused."""
        there = self.agents[place] & moment.members
        for route_id, paused in moment.away:
            if route_id == self.plan.routes[place].route_id:
                there &= ~paused
        return there.bit_count()

    def _moment(self, span: Interval, special: Mapping[int, Sequence[Interval]]) -> PlanInterval:
        local = span.start.astimezone(self.zone)
        minute = hours.minute_of_week(local)
        on = (route for route, spans in special.items() if any(s.start <= span.start < s.end for s in spans))
        taking = (self._ordinary | sum(on)) & self.index.open_at(minute)
        edges, working = self._working
        members = working[bisect_right(edges, minute) - 1]
        away: dict[RouteId, int] = {}
        for pause, member in self._pauses:
            if not pause.covers(pause.route_id or "", span.start):
                continue
            if pause.route_id is None:
                members &= ~member
            else:
                away[pause.route_id] = away.get(pause.route_id, 0) | member
        return PlanInterval(span.end - span.start, local.hour, taking, members, tuple(sorted(away.items())))

    @cached_property
    def _ordinary(self) -> int:
        """The active routes that no schedule switches."""
        routes = enumerate(self.plan.routes)
        return bits(n for n, route in routes if route.activation is None and route.status == "active")

    @cached_property
    def _working(self) -> tuple[list[int], list[int]]:
        """The minutes of the week at which members begin or end to work, and which work from each of them on."""
        flips: Counter[int] = Counter({0: 0})
        always = 0
        for agent_id, place in self.members.items():
            member = self.plan.members[agent_id]
            if member.status != "active":
                continue
            if not member.hours:
                always |= 1 << place
            for edge in (edge for span in hours.week_ranges(member.hours) for edge in span):
                flips[edge] ^= 1 << place
        edges, there = sorted(flips), []
        for edge in edges:
            always ^= flips[edge]
            there.append(always)
        return edges, there

    @cached_property
    def _pauses(self) -> tuple[tuple[Pause, int], ...]:
        """Every pause, with its member."""
        return tuple(
            (pause, 1 << place)
            for agent_id, place in self.members.items()
            for pause in self.plan.members[agent_id].pauses
        )

    def _wall_edges(self, since: datetime, until: datetime) -> Iterator[datetime]:
        """Where the wall clock strikes an hour, or something opens or closes by it; and where clocks are changed."""
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
    """When a local day begins."""
    return hours.instant_of(day, time(), zone)
