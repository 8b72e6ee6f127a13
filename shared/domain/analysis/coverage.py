"""Coverage: which route takes a lead in each hour of a real week, and how many of its agents are there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Literal

from shared.domain.analysis.intervals import DAY, MINUTE, PlanInterval, PlanIntervals, SourceCoverage, midnight
from shared.domain.kernel.record import RouteId, SourceId
from shared.domain.lead_records.inquiry import is_active
from shared.domain.plan_records.activation import Calendar, Holidays, HolidaysUnknown
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.source import Source
from shared.domain.planning.outlook import Outlook

HOUR = timedelta(hours=1)
COMING = timedelta(weeks=8)
type Shift = Literal["skipped", "doubled"]


@dataclass(frozen=True, slots=True)
class CoverageCell:
    """Some hours of one local day, alike for one source.

    Attributes:
        start, end: whole local hours, 0 to 24, `end` excluded.
        route_id: the route that takes most of the time; None where no route takes any.
        agents: the fewest of its agents who are there at a time it takes.
        gap: whether no route takes some minute.
        overridden: whether a route that assigns takes some of it before a route above.
        conditional: how many routes with conditions take some leads before it; they are no cover.
        shift: whether clocks skip this hour, or part of it, or go through it twice.
    """

    day: date
    start: int
    end: int
    route_id: RouteId | None = None
    agents: int = 0
    gap: bool = False
    overridden: bool = False
    conditional: int = 0
    shift: Shift | None = None


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A source's week, and how many of its minutes no route takes."""

    source_id: SourceId
    cells: tuple[CoverageCell, ...]
    gap_minutes: int


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day that is not like others.

    `gap_hours` counts its local hours in which, for some source, no route takes some minute.
    """

    day: date
    shift: Shift | None
    holidays: tuple[str, ...]
    route_ids: tuple[RouteId, ...]
    gap_hours: int


def week(plan: Plan, calendar: Calendar, since: date, now: datetime) -> tuple[CoverageRow, ...]:
    """Seven local days from `since`, for each active source whose leads are routed.

    Limits are not counted: how much of them will be used then, nobody knows.

    Source: docs/rules.md, "Supervision" 3.
    """
    view = PlanIntervals(plan, Outlook(plan, calendar, now))
    days = [since + n * DAY for n in range(7)]
    moments = {day: view.moments(day) for day in days}
    return tuple(_row(view, source, moments) for source in routed(plan))


def coming(plan: Plan, calendar: Calendar, now: datetime) -> tuple[SpecialDay, ...]:
    """The days of the next eight weeks with a change of clocks, a public holiday or an active special route.

    Source: docs/rules.md, "Supervision" 3, "Special routes" 1.
    """
    outlook, zone = Outlook(plan, calendar, now), plan.settings.zone
    view, today = PlanIntervals(plan, outlook), now.astimezone(zone).date()
    found = []
    for day in (today + n * DAY for n in range(COMING.days)):
        since, until = midnight(day, zone), midnight(day + DAY, zone)
        names = _holidays(plan, calendar, day)
        special = tuple(route.route_id for route in outlook.special(since, until))
        shift = _shift_of(until - since, DAY)
        if names or special or shift:
            found.append(SpecialDay(day, shift, names, special, _gap_hours(view, day)))
    return tuple(found)


def routed(plan: Plan) -> tuple[Source, ...]:
    """The active sources whose leads are routed, in the order they were made: those without an active owner."""
    return tuple(
        source
        for source in sorted(plan.sources.values(), key=lambda source: source.source_id)
        if source.status == "active" and not (source.owner and is_active(plan, source.owner))
    )


def _row(view: PlanIntervals, source: Source, moments: Mapping[date, Sequence[PlanInterval]]) -> CoverageRow:
    routes, cells = view.index.source(source.source_id), list[CoverageCell]()
    uncovered = timedelta()
    for day, day_moments in moments.items():
        found = [(moment, view.takes(moment, routes)) for moment in day_moments]
        uncovered += sum((moment.lasts for moment, taking in found if taking.place is None), timedelta())
        cells += _merged(_cells(view, day, found))
    return CoverageRow(source.source_id, tuple(cells), round(uncovered / MINUTE))


def _cells(
    view: PlanIntervals, day: date, found: Sequence[tuple[PlanInterval, SourceCoverage]]
) -> Iterator[CoverageCell]:
    """Each of the day's 24 local hours."""
    by_hour: dict[int, list[tuple[timedelta, SourceCoverage]]] = {hour: [] for hour in range(24)}
    for moment, taking in found:
        by_hour[moment.hour].append((moment.lasts, taking))
    for hour, parts in by_hour.items():
        lasts = sum((length for length, _ in parts), timedelta())
        yield _cell(view, CoverageCell(day, hour, hour + 1, shift=_shift_of(lasts, HOUR)), parts)


def _cell(view: PlanIntervals, empty: CoverageCell, parts: Sequence[tuple[timedelta, SourceCoverage]]) -> CoverageCell:
    taken: dict[int, timedelta] = {}
    for length, taking in parts:
        if taking.place is not None:
            taken[taking.place] = taken.get(taking.place, timedelta()) + length
    place = max(taken, key=lambda one: (taken[one], -one), default=None)
    return replace(
        empty,
        route_id=None if place is None else view.plan.routes[place].route_id,
        agents=min((taking.agents for _, taking in parts if place is not None and taking.place == place), default=0),
        gap=any(taking.place is None for _, taking in parts),
        overridden=any(taking.overridden for _, taking in parts),
        conditional=max((taking.conditional for _, taking in parts), default=0),
    )


def _merged(cells: Iterable[CoverageCell]) -> Iterator[CoverageCell]:
    """Hours that are alike, as one."""
    for _, group in groupby(cells, key=lambda cell: replace(cell, start=0, end=0)):
        alike = list(group)
        yield replace(alike[0], end=alike[-1].end)


def _gap_hours(view: PlanIntervals, day: date) -> int:
    kinds = {view.index.source(source.source_id) for source in routed(view.plan)}
    return len({
        moment.hour
        for moment in view.moments(day)
        if any(view.takes(moment, routes).place is None for routes in kinds)
    })  # fmt: skip


def _holidays(plan: Plan, calendar: Calendar, day: date) -> tuple[str, ...]:
    try:
        return calendar(Holidays(country=plan.settings.country), day.year).get(day, ())
    except HolidaysUnknown:
        return ()


def _shift_of(lasts: timedelta, usual: timedelta) -> Shift | None:
    """Whether clocks took something of this time away, or gave it twice."""
    return None if lasts == usual else "skipped" if lasts < usual else "doubled"
