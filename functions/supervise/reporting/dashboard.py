"""The dashboard, for Managers and the Rainmaker: read in few calls, put together, shown."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from functions.supervise.reporting.dashboard_schemas import (
    DashboardShown,
    MemberStandingShown,
    OffersShown,
    OpenConversationShown,
    OpenConversationsShown,
    PooledShown,
    PoolShown,
    ResponseTimesShown,
    TimesShown,
    TodayShown,
    WaitingShown,
)
from shared.domain.kernel.record import LeadId
from shared.domain.lead_records.counters import CounterRow
from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.reporting.dashboard import OpenConversation, figures_by_member, member_overviews
from shared.domain.reporting.date_range import DateRange
from shared.store import dashboard_reader, lead_lists
from shared.store.counters import recent
from shared.store.dashboard_reader import Counted
from shared.store.plans import Plans
from shared.store.table import Table
from shared.web import auth
from shared.web.app import Response
from shared.web.not_modified import not_modified
from shared.web.request import Request

LISTED, LISTED_POOL = 25, 10
WEEK = 7  # days of response times, today included
ROWS = 5_000  # of tallies, after which no further day of the week is read


class Dashboard:
    """Reads indexes, loads and tallies, then the leads of its lists as they are now.

    Args:
        table: holds all of it.
        plans: the plan.
        entries: of open conversations, and of open offers, that one answer reads; the rest is only counted.
        rows: of tallies, after which no further day of the week is read.
    """

    def __init__(self, table: Table, plans: Plans, entries: int = dashboard_reader.ENTRIES, rows: int = ROWS) -> None:
        self._table, self._plans, self._entries, self._rows = table, plans, entries, rows

    def show_dashboard(self, request: Request) -> Response:
        """Show what waits, who is there, and how today went.

        Lists begin with what waits longest, offers with the soonest deadline; `count` is of all there are.
        """
        return not_modified(request, self._read(request), but=frozenset({"now"}))

    def _read(self, request: Request) -> DashboardShown:
        plan = self._plans.current()
        me = auth.caller(request, plan)
        talks = dashboard_reader.conversations(self._table, self._entries)
        offers = dashboard_reader.offers(self._table, self._entries)
        pool = dashboard_reader.pool(self._table, LISTED_POOL)
        listed = [*(talk.lead_id for talk in talks.entries[:LISTED]), *offers.entries[:LISTED], *pool.entries]
        leads = {lead.lead_id: lead for lead in lead_lists.leads(self._table, listed)} if listed else {}
        today = request.now.astimezone(plan.settings.zone).date()
        tallies = recent(self._table, DateRange(today - timedelta(days=WEEK - 1), today), self._rows)
        team, members = figures_by_member(tally for tally in tallies if tally.day == f"{today}")
        loads, seen = dashboard_reader.workloads_and_visits(self._table)
        found = member_overviews(plan, loads, seen, talks.entries, members, request.now)
        return DashboardShown(
            now=request.now,
            conversations=_conversations(talks, leads, me, plan, request.now),
            offers=_offers(offers, leads, me, plan),
            pool=_pool(pool, leads, me, plan),
            members=tuple(map(MemberStandingShown.of, found)),
            today=TodayShown.of(team),
            response=ResponseTimesShown(today=TimesShown.of(today, team), week=self._week(tallies, today)),
        )

    def _week(self, tallies: list[CounterRow], today: date) -> TimesShown:
        team, _ = figures_by_member(tallies)
        whole = len(tallies) < self._rows
        since = today - timedelta(days=WEEK - 1) if whole else date.fromisoformat(tallies[-1].day)
        return TimesShown.of(since, team)


def _conversations(
    talks: Counted[OpenConversation], leads: dict[LeadId, Lead], me: Member, plan: Plan, now: datetime
) -> OpenConversationsShown:
    """Those that are open still, as their leads are now."""
    fresh = (leads.get(talk.lead_id) for talk in talks.entries[:LISTED])
    items = (OpenConversationShown.of(lead, me, plan, now) for lead in fresh if lead and lead.conversation)
    return OpenConversationsShown(count=talks.count, items=tuple(items))


def _offers(offers: Counted[LeadId], leads: dict[LeadId, Lead], me: Member, plan: Plan) -> OffersShown:
    fresh = (leads.get(lead_id) for lead_id in offers.entries[:LISTED])
    items = (WaitingShown.of(lead, lead.offer, me, plan) for lead in fresh if lead and lead.offer)
    return OffersShown(count=offers.count, items=tuple(items))


def _pool(pool: Counted[LeadId], leads: dict[LeadId, Lead], me: Member, plan: Plan) -> PoolShown:
    fresh = (leads.get(lead_id) for lead_id in pool.entries)
    items = tuple(PooledShown.of(lead, me, plan) for lead in fresh if lead and lead.state == "pooled")
    return PoolShown(count=pool.count, oldest=items[0].since if items else None, items=items)
