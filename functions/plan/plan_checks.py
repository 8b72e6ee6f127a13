"""Checks of the plan: lint, and coverage of a week."""

import datetime as dt

from pydantic import Field

from functions.plan.plan_session import PlanSession
from shared.domain.analysis import coverage, lint
from shared.domain.analysis.coverage import ClockChange
from shared.domain.analysis.lint import Code
from shared.domain.kernel.errors import Invalid
from shared.holidays import calendar
from shared.web.request import Request
from shared.web.schemas import Page, RequestModel, Shown
from shared.web.trace_schema import Told

YEAR = dt.timedelta(days=366)


class LintProblemShown(Shown):
    """A likely mistake in the plan, and the routes, agents and sources it concerns."""

    code: Code
    sentences: Told
    route_ids: tuple[str, ...]
    agent_ids: tuple[str, ...] | None = None
    source_ids: tuple[str, ...] | None = None

    @classmethod
    def of(cls, problem: lint.LintProblem) -> "LintProblemShown":
        """Return the problem; agents and sources are left out if it concerns none."""
        return cls(
            code=problem.code,
            sentences=Told.of(problem.sentences),
            route_ids=problem.route_ids,
            agent_ids=problem.agent_ids or None,
            source_ids=problem.source_ids or None,
        )


class CoverageQuery(RequestModel):
    """The first of the seven local days; Monday of this week by default."""

    since: dt.date | None = Field(None, alias="from")


class CellShown(Shown):
    """Consecutive local hours of one day, `from` to `to` (excluded), with the same coverage of a source.

    `route_id` is left out where no route takes a lead. `agents` is the least number of the route's agents in their
    working hours. `gap` says that no route takes leads in some minute, `overridden` that a route which assigns goes
    before one above it. `conditional` counts routes above with conditions, which take some of the leads. `dst` marks
    hours that a change of clocks skips or repeats.
    """

    date: dt.date
    start: int = Field(alias="from")
    to: int
    route_id: str | None = None
    agents: int
    gap: bool
    overridden: bool
    conditional: int
    dst: ClockChange | None = None

    @classmethod
    def of(cls, cell: coverage.CoverageCell) -> "CellShown":
        """Return the cell with the API's field names."""
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
    """A special day: a holiday, a change of clocks, or an active special route.

    `gap_hours` counts the hours in which a source has a gap.
    """

    date: dt.date
    dst: ClockChange | None = None
    holiday: tuple[str, ...] | None = None
    route_ids: tuple[str, ...]
    gap_hours: int

    @classmethod
    def of(cls, day: coverage.SpecialDay) -> "SpecialDayShown":
        """Return the day, with the names of its holidays if there are any."""
        return cls(date=day.day, dst=day.shift, holiday=day.holidays or None, route_ids=day.route_ids,
                   gap_hours=day.gap_hours)  # fmt: skip


class CoverageShown(Shown):
    """The coverage of one calendar week, by source and hour, and the special days of the next eight weeks.

    `week_gaps` holds, for each source, the minutes of the week in which no route takes its leads.
    """

    time_zone: str
    since: dt.date = Field(alias="from")
    to: dt.date
    sources: tuple[RowShown, ...]
    week_gaps: dict[str, int]
    coming: tuple[SpecialDayShown, ...]


class PlanChecks:
    """Operations that check the plan, for Managers and the Rainmaker."""

    def __init__(self, session: PlanSession) -> None:
        self._session = session

    def lint_plan(self, request: Request) -> Page[LintProblemShown]:
        """List likely mistakes in the plan, in the order of the routes; a healthy plan has none.

        Problems of the whole plan come last.
        """
        _, plan = self._session.read(request)
        return Page(items=tuple(map(LintProblemShown.of, lint.lint(plan, calendar, request.now))))

    def cover_plan(self, request: Request, query: CoverageQuery) -> CoverageShown:
        """Show for each source and hour of a week which route takes leads, and how many of its agents are available.

        Changes of clocks, special routes and pauses count; limits do not.
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
