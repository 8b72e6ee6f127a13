"""Models of the report: rows, steps and periods."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from pydantic import Field

from functions.supervise.me.schemas import Receiving
from functions.supervise.reporting.figures_schemas import FiguresShown, rate_and_times
from shared.domain.kernel.record import AgentId
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.workload import Workload
from shared.domain.reporting.date_range import DateRange
from shared.domain.reporting.demand import Demand
from shared.domain.reporting.gap import ReportGap
from shared.domain.reporting.report import By, Report
from shared.domain.reporting.report_figures import Band, ReportFigures
from shared.web.schemas import Shown


class LoadShown(Shown):
    """What an agent has now: open leads and offers; whether leads are offered to them, and limits and their use."""

    open_leads: int
    open_offers: int
    receiving: Receiving

    @classmethod
    def of(cls, plan: Plan, workloads: Mapping[AgentId, Workload], now: dt.datetime) -> dict[AgentId, "LoadShown"]:
        """Return the load of each member who was not removed."""
        found = {}
        for member in plan.members.values():
            if member.status != "removed":
                workload = workloads.get(member.agent_id) or Workload(agent_id=member.agent_id)
                found[member.agent_id] = cls(
                    open_leads=workload.open_leads,
                    open_offers=workload.open_offers,
                    receiving=Receiving.of(member, workload, plan, now),
                )
        return found


class RouteNamed(Shown):
    """A route that an agent is on."""

    route_id: str
    title: str
    status: Literal["active", "paused"]


class ReportRowShown(FiguresShown):
    """The figures of one agent, route or source: the one whose id is present.

    `name` is an agent's name, or the title of a route or source; a deleted route has none. `status`, `routes` and
    `load` are for agents only; `load` is as of now, and left out for removed ones and in the period before.
    """

    agent_id: str | None = None
    route_id: str | None = None
    source_id: str | None = None
    name: str | None = None
    status: Literal["invited", "active", "removed"] | None = None
    routes: tuple[RouteNamed, ...] | None = None
    load: LoadShown | None = None


class ReportStepShown(Shown):
    """The team's figures of one day (`2026-11-22`) or month (`2026-11`) of the range.

    Times and `claim_rate` are left out where there is no data for them.
    """

    date: str
    received: int
    claimed: int
    assigned: int
    passed: int
    expired: int
    won: int
    claim_rate: float | None = None
    median_claim_seconds: int | None = None
    p90_claim_seconds: int | None = None
    median_claim_working_seconds: int | None = None
    p90_claim_working_seconds: int | None = None
    median_response_seconds: int | None = None
    p90_response_seconds: int | None = None
    median_response_working_seconds: int | None = None
    p90_response_working_seconds: int | None = None


class ReportGapShown(Shown):
    """How many claims and first responses of the range have no time in working time.

    Working time, shares in time, what became of leads taken over, responses owed and steps are counted from the day or
    month `counted_from` on; it is left out where nothing is missing.
    """

    uncounted: int
    counted_from: str | None = None

    @classmethod
    def of(cls, found: ReportGap) -> "ReportGapShown":
        """Return what of a range was measured."""
        return cls(**found._asdict())


class ClaimTimesShown(Shown):
    """How many leads were claimed after `from` seconds and before `to`; the last has no end."""

    since: int = Field(alias="from")
    to: int | None = None
    claims: int

    @classmethod
    def of(cls, band: Band) -> "ClaimTimesShown":
        """Return the claims of a band."""
        return cls(since=band.since, to=band.until, claims=band.number)


class DemandShown(Shown):
    """The leads received in each hour of the week, 168 from Monday at midnight, in the team's time zone.

    `uncounted` leads came before hours were counted, which began on the day or in the month `counted_from`.
    """

    hours: tuple[int, ...]
    uncounted: int
    counted_from: str | None = None

    @classmethod
    def of(cls, found: Demand) -> "DemandShown":
        """Return the demand of a range."""
        return cls(**found._asdict())


class PeriodShown(Shown):
    """A range of days, `to` included, with its figures.

    `rows` are sorted by `received`, the highest first; `totals` are the whole team's, including what belongs to no row.
    """

    since: dt.date = Field(alias="from")
    to: dt.date
    rows: tuple[ReportRowShown, ...]
    totals: FiguresShown
    series: tuple[ReportStepShown, ...]

    @classmethod
    def of(
        cls, span: DateRange, report: Report, by: By, plan: Plan, loads: Mapping[AgentId, LoadShown] | None = None
    ) -> "PeriodShown":
        """Return the report of a range, with the current names of its rows, and agents' loads if given."""
        empty, loads, currency = ReportFigures(), loads or {}, plan.settings.currency
        rows = (
            ReportRowShown(
                **names,
                load=loads.get(whose),
                **FiguresShown.fields(one, one.received_by_agent if by == "agent" else one["received"], currency),
            )
            for whose, names in _named(report, by, plan)
            for one in (report.rows.get(whose, empty),)
        )
        return cls(
            since=span.first,
            to=span.last,
            rows=tuple(sorted(rows, key=lambda row: (-row.received, row.name or "~"))),
            totals=FiguresShown(**FiguresShown.fields(report.totals, report.totals["received"], currency)),
            series=tuple(_step(date, figures) for date, figures in report.series.items()),
        )


class ReportShown(PeriodShown):
    """The report; `step` says whether its series is by day or by month.

    `claim_target_seconds` is the team's target for the time to claim. `currency` is the team's, where its country has
    one in which homes are priced.
    """

    by: By
    step: Literal["day", "month"]
    time_zone: str
    claim_target_seconds: int
    currency: str | None = None
    claim_times: tuple[ClaimTimesShown, ...]
    demand: DemandShown
    measured: ReportGapShown
    previous: PeriodShown | None = None


def _step(date: str, figures: ReportFigures) -> ReportStepShown:
    names = ("received", "claimed", "assigned", "passed", "expired", "won")
    return ReportStepShown(date=date, **{name: figures[name] for name in names}, **rate_and_times(figures))


def _named(report: Report, by: By, plan: Plan) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each row's id and names: all that exist now, and those that no longer exist but have figures."""
    if by == "agent":
        there = {one.agent_id: one for one in plan.members.values()}
        for agent_id in dict.fromkeys([*(a for a, one in there.items() if one.status != "removed"), *report.rows]):
            member = there.get(agent_id)
            names = {"name": member.name, "status": member.status} if member else {}
            yield agent_id, {"agent_id": agent_id, **names, "routes": _routes(agent_id, plan)}
    elif by == "route":
        for route_id in dict.fromkeys([*plan.order.route_ids, *report.rows]):
            route = plan.routes_by_id.get(route_id)
            yield route_id, {"route_id": route_id, "name": route.title if route else None}
    else:
        active = (source_id for source_id, one in plan.sources.items() if one.status == "active")
        for source_id in dict.fromkeys([*active, *report.rows]):
            source = plan.sources.get(source_id)
            yield source_id, {"source_id": source_id, "name": source.title if source else None}


def _routes(agent_id: str, plan: Plan) -> tuple[RouteNamed, ...]:
    return tuple(
        RouteNamed(route_id=route.route_id, title=route.title, status=route.status)
        for route in plan.routes_by_agent.get(agent_id, ())
    )
