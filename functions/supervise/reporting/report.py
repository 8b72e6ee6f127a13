"""Operations of the routing report, as JSON and as CSV, for Managers and the Rainmaker."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field, JsonValue, StringConstraints

from functions.supervise.reporting.report_csv import as_csv
from functions.supervise.reporting.report_schemas import (
    ClaimTimesShown,
    DemandShown,
    LoadShown,
    PeriodShown,
    ReportGapShown,
    ReportShown,
)
from shared.domain import access
from shared.domain.kernel.audit import Audit
from shared.domain.kernel.errors import Forbidden
from shared.domain.kernel.record import AgentId
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.reporting.date_range import DateRange, comparison_range, parse_date_range
from shared.domain.reporting.demand import demand
from shared.domain.reporting.gap import report_gap
from shared.domain.reporting.report import By, Report, report
from shared.doors import NewId
from shared.store import dashboard_reader
from shared.store.counters import read_counters
from shared.store.plans import Plans
from shared.store.table import Table, put
from shared.web import auth
from shared.web.app import Response
from shared.web.csv_cells import csv_file
from shared.web.request import Request
from shared.web.schemas import RequestModel

_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
Asked = Annotated[str, StringConstraints(pattern=rf"^(mtd|ytd|all|{_DATE}\.\.{_DATE})$")]


class ReportQuery(RequestModel):
    """The report's range of days, what its rows are about, and whether to compare with the period before."""

    range: Asked = Field(
        "mtd",
        description="`mtd` or `ytd`, the month or the year to date; `all` time; or `{from}..{to}`, two dates, both "
        "included, in the team's time zone.",
    )
    by: By = Field("agent", description="What each row is about.")
    compare: Literal["previous"] | None = Field(None, description="Tell the period before as well.")


class ReportOperations:
    """Operations of the report, which read counters, and the plan for names."""

    def __init__(self, table: Table, plans: Plans, new_id: NewId) -> None:
        self._table, self._plans, self._new_id = table, plans, new_id

    def show_report(self, request: Request, query: ReportQuery) -> ReportShown:
        """Report the statistics of routing for a range of days, by agent, route or source.

        `compare=previous` adds the period before: for `mtd` the same days of the previous month, for `ytd` the same
        days of the previous year, for two dates as many days right before them; `all` has none.
        """
        plan = self._plans.current()
        auth.caller(request, plan)
        loads = self._loads(plan, request.now) if query.by == "agent" else None
        return self._report(plan, query, request.now, loads)

    def export_report(self, request: Request, query: ReportQuery) -> Response:
        """Export the report as CSV, with a row of totals, in the caller's language.

        Managers may export only while the setting `managers_export` is on. Each export is audited, and told to
        Rainmakers.
        """
        plan = self._plans.current()
        me = auth.caller(request, plan)
        if not access.may_export(me, plan.settings):
            raise Forbidden
        shown = self._report(plan, query, request.now)
        self._audit(me, query, request.now)
        name = f"routing-{query.by}-{shown.since}-{shown.to}.csv"
        return csv_file(as_csv(shown, me.language or plan.settings.language), name)

    def _audit(self, me: Member, query: ReportQuery, now: dt.datetime) -> None:
        asked: dict[str, JsonValue] = {"range": query.range, "by": query.by, "compare": query.compare}
        entry = Audit(
            audit_id=self._new_id("audit"),
            at=now,
            by=me.agent_id,
            what="report.exported",
            subject="report",
            after=asked,
        )
        self._table.commit([put(entry)])

    def _loads(self, plan: Plan, now: dt.datetime) -> dict[AgentId, LoadShown]:
        workloads, _ = dashboard_reader.workloads_and_visits(self._table)
        return LoadShown.of(plan, workloads, now)

    def _report(
        self, plan: Plan, query: ReportQuery, now: dt.datetime, loads: dict[AgentId, LoadShown] | None = None
    ) -> ReportShown:
        settings, by = plan.settings, query.by
        span = parse_date_range(query.range, now, settings.created_at, settings.zone)
        earlier = comparison_range(query.range, span) if query.compare else None
        found = self._read(plan, span, by)
        return ReportShown(
            **dict(PeriodShown.of(span, found, by, plan, loads)),
            by=by,
            step="day" if span.daily else "month",
            time_zone=settings.time_zone,
            claim_target_seconds=settings.claim_target_seconds,
            currency=settings.currency,
            claim_times=tuple(map(ClaimTimesShown.of, found.totals.distribution("t"))),
            demand=DemandShown.of(demand(found.series.items())),
            measured=ReportGapShown.of(report_gap(found.series.items())),
            previous=PeriodShown.of(earlier, self._read(plan, earlier, by), by, plan) if earlier else None,
        )

    def _read(self, plan: Plan, span: DateRange, by: By) -> Report:
        """Return the report of these days; days before the team was created are not read."""
        there = span.starting_from(plan.settings.created_at.astimezone(plan.settings.zone).date())
        return report(read_counters(self._table, there) if there else (), by, span.steps)
