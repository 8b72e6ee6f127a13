"""What a plan leaves open, and what in it can hardly be meant."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from functions.plan.plan_session import PlanSession
from shared.domain.analysis import coverage, lint
from shared.domain.analysis.coverage import Shift
from shared.domain.analysis.lint import Code
from shared.domain.kernel.errors import Invalid
from shared.holidays import calendar
from shared.web.request import Request
from shared.web.schemas import Page, RequestModel, Shown
from shared.web.trace_schema import Told

YEAR = dt.timedelta(days=366)


class LintProblemShown(Shown):
    """Something in the plan that can hardly be meant, and whom it concerns."""

    code: Code
    sentences: Told
    route_ids: tuple[str, ...]
    agent_ids: tuple[str, ...] | None = None
    source_ids: tuple[str, ...] | None = None

    @classmethod
    def of(cls, problem: lint.LintProblem) -> LintProblemShown:
        """With agents and sources only where it concerns any."""
        return cls(
            code=problem.code,
            sentences=Told.of(problem.sentences),
            route_ids=problem.route_ids,
            agent_ids=problem.agent_ids or None,
            source_ids=problem.source_ids or None,
        )


class CoverageQuery(RequestModel):
    """The first of the seven local days; Monday of this week unless said."""

    since: dt.date | None = Field(None, alias="from")


class CellShown(Shown):
    """Whole local hours of one day, `from` to `to` (excluded), that are alike for a source.

    `route_id` is left out where no route takes a lead. `agents` is how many of its agents are there, at the least.
    `gap` says that no route takes some minute, `overridden` that a route which assigns goes before one above it.
    `conditional` counts routes with conditions that take some leads before. `dst` marks hours that clocks skip or
    go through twice.
    """

    date: dt.date
    start: int = Field(alias="from")
    to: int
    route_id: str | None = None
    agents: int
    gap: bool
    overridden: bool
    conditional: int
    dst: Shift | None = None

    @classmethod
    def of(cls, cell: coverage.CoverageCell) -> CellShown:
        """The cell, its hours named."""
        return cls(
            date=cell.day, start=cell.start, to=cell.end, route_id=cell.route_id, agents=cell.agents, gap=cell.gap,
            overridden=cell.overridden, conditional=cell.conditional, dst=cell.shift,
        )  # fmt: skip


class RowShown(Shown):
    """A source's week."""

    source_id: str
    title: str
    cells: tuple[CellShown, ...]


class SpecialDayShown(Shown):
    """A day that is not like others: `gap_hours` counts its hours in which a source has a gap."""

    date: dt.date
    dst: Shift | None = None
    holiday: tuple[str, ...] | None = None
    route_ids: tuple[str, ...]
    gap_hours: int

    @classmethod
    def of(cls, day: coverage.SpecialDay) -> SpecialDayShown:
        """The day, with the names of its holidays if it is one."""
        return cls(date=day.day, dst=day.shift, holiday=day.holidays or None, route_ids=day.route_ids,
                   gap_hours=day.gap_hours)  # fmt: skip


class CoverageShown(Shown):
    """A real week, hour by hour and source by source, and the special days of the next eight weeks.

    `week_gaps` tells for each source how many of the week's minutes no route takes.
    """

    time_zone: str
    since: dt.date = Field(alias="from")
    to: dt.date
    sources: tuple[RowShown, ...]
    week_gaps: dict[str, int]
    coming: tuple[SpecialDayShown, ...]


class PlanChecks:
    """For Managers and the Rainmaker."""

    def __init__(self, session: PlanSession) -> None:
        self._session = session

    def lint_plan(self, request: Request) -> Page[LintProblemShown]:
        """List what in the plan can hardly be meant, in the order of the routes; a healthy plan has an empty list.

        What concerns the whole plan comes last.
        """
        _, plan = self._session.read(request)
        return Page(items=tuple(map(LintProblemShown.of, lint.lint(plan, calendar, request.now))))

    def cover_plan(self, request: Request, query: CoverageQuery) -> CoverageShown:
        """Tell for each hour of a week, by source, which route takes leads and how many of its agents are there.

        It is a real week: changes of clocks, special routes and pauses count, limits do not.
        """
        _, plan = self._session.read(request)
        today = request.now.astimezone(plan.settings.zone).date()
        since = query.since or today - dt.timedelta(days=today.weekday())
        if not today - YEAR <= since <= today + YEAR:
            raise Invalid(("query", "from"), "too_far_for_coverage", "At most a year from today.")
        rows = coverage.week_coverage(plan, calendar, since, request.now)
        return CoverageShown(
            time_zone=plan.settings.time_zone,
            since=since,
            to=since + dt.timedelta(days=6),
            sources=tuple(
                RowShown(
                    source_id=row.source_id,
                    title=plan.source(row.source_id).title,
                    cells=tuple(map(CellShown.of, row.cells)),
                )
                for row in rows
            ),
            week_gaps={row.source_id: row.gap_minutes for row in rows},
            coming=tuple(map(SpecialDayShown.of, coverage.special_days(plan, calendar, request.now))),
        )
