"""Coverage: which route takes a lead in each hour of a real week, and how many of its agents are available.

Coverage predicts routing without leads, so it ignores conditions and agents' limits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Literal

from shared.domain.analysis.intervals import DAY, MINUTE, PlanInterval, PlanIntervals, SourceCoverage, midnight
from shared.domain.kernel.record import RouteId, SourceId
from shared.domain.lead_records.inquiry import is_active_member
from shared.domain.plan_records.activation import Calendar, Holidays, HolidaysUnknown
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.source import Source
from shared.domain.planning.outlook import Outlook

HOUR = timedelta(hours=1)
AHEAD = timedelta(weeks=8)
type ClockChange = Literal["skipped", "doubled"]


@dataclass(frozen=True, slots=True)
class CoverageCell:
    """Consecutive hours of one local day with the same coverage for one source.

    Attributes:
        day: the local day.
        start: the first whole local hour, 0 to 23.
        end: the whole local hour at which it ends, 1 to 24, excluded.
        route_id: the route that takes leads for most of the time; None if no route takes any.
        agents: the lowest number of its agents available while it takes leads.
        gap: whether no route takes leads for at least a minute.
        overridden: whether a route that assigns at once goes before a route above it.
        conditional: how many routes with conditions may take a lead first; they do not count as coverage.
        shift: whether clocks skip this hour (or part of it) or repeat it.
    """

    day: date
    start: int
    end: int
    route_id: RouteId | None = None
    agents: int = 0
    gap: bool = False
    overridden: bool = False
    conditional: int = 0
    shift: ClockChange | None = None


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """The coverage of one source over a week, and the number of minutes that no route covers."""

    source_id: SourceId
    cells: tuple[CoverageCell, ...]
    gap_minutes: int


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day with a change of clocks, a public holiday or a special route.

    `gap_hours` counts its local hours in which some source is not covered for at least a minute.
    """

    day: date
    shift: ClockChange | None
    holidays: tuple[str, ...]
    route_ids: tuple[RouteId, ...]
    gap_hours: int


def week_coverage(plan: Plan, calendar: Calendar, since: date, now: datetime) -> tuple[CoverageRow, ...]:
    """Return the coverage of seven local days from `since`, for each active source whose leads are routed.

    Limits are ignored, because how much of them will be used is not known in advance.

    Source: docs/rules.md, "Supervision" 3.
    """
    view = PlanIntervals(plan, Outlook(plan, calendar, now))
    days = [since + n * DAY for n in range(7)]
    intervals = {day: view.intervals(day) for day in days}
    return tuple(_source_row(view, source, intervals) for source in routed_sources(plan))


def special_days(plan: Plan, calendar: Calendar, now: datetime) -> tuple[SpecialDay, ...]:
    """Return the days of the next eight weeks with a change of clocks, a public holiday or an active special route.

    Source: docs/rules.md, "Supervision" 3, "Special routes" 1.
    """
    outlook, zone = Outlook(plan, calendar, now), plan.settings.zone
    view, today = PlanIntervals(plan, outlook), now.astimezone(zone).date()
    found = []
    for day in (today + n * DAY for n in range(AHEAD.days)):
        since, until = midnight(day, zone), midnight(day + DAY, zone)
        names = _holidays(plan, calendar, day)
        special = tuple(route.route_id for route in outlook.special_routes(since, until))
        shift = _shift(until - since, DAY)
        if names or special or shift:
            found.append(SpecialDay(day, shift, names, special, _gap_hours(view, day)))
    return tuple(found)


def routed_sources(plan: Plan) -> tuple[Source, ...]:
    """Return the active sources without an active owner, whose leads are therefore routed, oldest first."""
    return tuple(
        source
        for source in sorted(plan.sources.values(), key=lambda source: source.source_id)
        if source.status == "active" and not (source.owner and is_active_member(plan, source.owner))
    )


def _source_row(view: PlanIntervals, source: Source, intervals: Mapping[date, Sequence[PlanInterval]]) -> CoverageRow:
    routes, cells = view.index.source(source.source_id), list[CoverageCell]()
    uncovered = timedelta()
    for day, day_intervals in intervals.items():
        found = [(interval, view.coverage_of(interval, routes)) for interval in day_intervals]
        uncovered += sum((interval.duration for interval, coverage in found if coverage.place is None), timedelta())
        cells += _group_hours(_hourly_cells(view, day, found))
    return CoverageRow(source.source_id, tuple(cells), round(uncovered / MINUTE))


def _hourly_cells(
    view: PlanIntervals, day: date, found: Sequence[tuple[PlanInterval, SourceCoverage]]
) -> Iterator[CoverageCell]:
    """Yield one cell for each of the day's 24 local hours."""
    by_hour: dict[int, list[tuple[timedelta, SourceCoverage]]] = {hour: [] for hour in range(24)}
    for interval, coverage in found:
        by_hour[interval.hour].append((interval.duration, coverage))
    for hour, parts in by_hour.items():
        total = sum((duration for duration, _ in parts), timedelta())
        yield _cell(view, CoverageCell(day, hour, hour + 1, shift=_shift(total, HOUR)), parts)


def _cell(view: PlanIntervals, empty: CoverageCell, parts: Sequence[tuple[timedelta, SourceCoverage]]) -> CoverageCell:
    time_of: dict[int, timedelta] = {}
    for duration, coverage in parts:
        if coverage.place is not None:
            time_of[coverage.place] = time_of.get(coverage.place, timedelta()) + duration
    place = max(time_of, key=lambda one: (time_of[one], -one), default=None)  # of equals, the highest route
    found = [coverage for _, coverage in parts]
    return replace(
        empty,
        route_id=None if place is None else view.plan.routes[place].route_id,
        agents=min((one.agents for one in found if place is not None and one.place == place), default=0),
        gap=any(one.place is None for one in found),
        overridden=any(one.overridden for one in found),
        conditional=max((one.conditional for one in found), default=0),
    )


def _group_hours(cells: Iterable[CoverageCell]) -> Iterator[CoverageCell]:
    """Join consecutive hours that have the same coverage."""
    for _, group in groupby(cells, key=lambda cell: replace(cell, start=0, end=0)):
        equal = list(group)
        yield replace(equal[0], end=equal[-1].end)


def _gap_hours(view: PlanIntervals, day: date) -> int:
    routes_by_source = {view.index.source(source.source_id) for source in routed_sources(view.plan)}
    return len({
        interval.hour
        for interval in view.intervals(day)
        if any(view.coverage_of(interval, routes).place is None for routes in routes_by_source)
    })  # fmt: skip


def _holidays(plan: Plan, calendar: Calendar, day: date) -> tuple[str, ...]:
    try:
        return calendar(Holidays(country=plan.settings.country), day.year).get(day, ())
    except HolidaysUnknown:
        return ()


def _shift(duration: timedelta, usual: timedelta) -> ClockChange | None:
    """Return whether a change of clocks made this hour or day shorter or longer than usual; None if neither."""
    return None if duration == usual else "skipped" if duration < usual else "doubled"
