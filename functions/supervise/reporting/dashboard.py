"""The dashboard operation, for Managers and the Rainmaker."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from functions.supervise.open_conversation_schema import OpenConversationShown
from functions.supervise.reporting.dashboard_schemas import (
    AwayShown,
    DashboardShown,
    DoubtedShown,
    DoubtsShown,
    MemberStandingShown,
    OffersShown,
    OpenConversationsShown,
    PooledShown,
    PoolShown,
    ResponseTimesShown,
    TimesShown,
    TodayHoursShown,
    TodayShown,
    WaitingNowShown,
    WaitingShown,
)
from shared.domain.kernel.record import AgentId, LeadId
from shared.domain.lead_records.counters import CounterRow
from shared.domain.lead_records.lead import Lead
from shared.domain.leads.waiting_levels import WaitingLimits, is_away
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.workload import Workload
from shared.domain.reporting.dashboard import figures_by_member, member_overviews
from shared.domain.reporting.date_range import DateRange
from shared.domain.reporting.demand import today_by_hour
from shared.store import dashboard_reader
from shared.store.counters import RecentDays
from shared.store.dashboard_reader import Counted
from shared.store.lists import lead_lists
from shared.store.plans import Plans
from shared.store.table import Table
from shared.web import auth
from shared.web.app import Response
from shared.web.not_modified import not_modified
from shared.web.request import Request

LISTED, LISTED_POOL = 25, 10
WEEK = 7  # days of response times, today included


class Dashboard:
    """The operation that reads indexes, workloads and counters, then the current leads of its lists.

    Args:
        table: stores them.
        plans: reads the plan.
        entries: open conversations, and open offers, that one answer reads; the rest is only counted.
        rows: counter rows after which no further day of the week is read.
        counted: up to how many of a kind are counted.
    """

    def __init__(
        self,
        table: Table,
        plans: Plans,
        entries: int = dashboard_reader.ENTRIES,
        rows: int = dashboard_reader.ROWS,
        counted: int = dashboard_reader.COUNTED,
    ) -> None:
        self._table, self._plans = table, plans
        self._entries, self._counted = entries, counted
        self._week = RecentDays(table, WEEK, rows)

    def show_dashboard(self, request: Request) -> Response:
        """Show open conversations, offers and pooled leads, the members' availability, and today's figures.

        Lists begin with what has waited longest, offers with the soonest deadline; `count` includes what is not listed,
        up to 10,000.
        """
        return not_modified(request, self._read(request), but=frozenset({"now"}))

    def _read(self, request: Request) -> DashboardShown:
        plan = self._plans.current()
        me = auth.caller(request, plan)
        conversations = dashboard_reader.conversations(self._table, LISTED, self._entries, self._counted)
        offers = dashboard_reader.offers(self._table, self._entries, self._counted)
        pool = dashboard_reader.pool(self._table, LISTED_POOL, self._counted)
        doubts = dashboard_reader.doubts(self._table, LISTED_POOL)
        waiting = [one.lead_id for one in conversations.waiting[:LISTED] if one.waiting_since]
        leads_listed = (*conversations.longest, *offers.entries[:LISTED], *pool.entries, *doubts.entries)
        listed = dict.fromkeys([*waiting, *leads_listed])
        leads = {lead.lead_id: lead for lead in lead_lists.leads(self._table, listed)} if listed else {}
        today = request.now.astimezone(plan.settings.zone).date()
        rows, since = self._week.read(request.now, plan.settings.zone)
        team, members = figures_by_member(row for row in rows if row.day == f"{today}")
        workloads, visits = dashboard_reader.workloads_and_visits(self._table)
        found = member_overviews(plan, workloads, visits, conversations.waiting, members, request.now)
        limits = WaitingLimits.of(plan.settings, request.now)

        def talks(ids: Iterable[LeadId]) -> Iterator[OpenConversationShown]:
            fresh = (leads.get(lead_id) for lead_id in ids)
            return (OpenConversationShown.of(lead, me, plan, limits) for lead in fresh if lead and lead.conversation)

        return DashboardShown(
            now=request.now,
            waiting=WaitingNowShown(
                count=conversations.waiting_count, items=tuple(one for one in talks(waiting) if one.waiting_since)
            ),
            conversations=OpenConversationsShown(count=conversations.count, items=tuple(talks(conversations.longest))),
            unactioned=sum(limits.is_unactioned(one.idle_since) for one in conversations.waiting),
            overdue_tasks=dashboard_reader.overdue_tasks(self._table, request.now),
            away=_away(plan, workloads, request.now),
            offers=_offers(offers, leads, me, plan),
            pool=_pool(pool, leads, me, plan),
            doubts=_doubts(doubts, leads, me, plan),
            members=tuple(map(MemberStandingShown.of, found)),
            today=TodayShown.of(team),
            by_hour=_by_hour(rows, since, today, plan),
            response=ResponseTimesShown(
                today=TimesShown.of(today, team), week=TimesShown.of(since, figures_by_member(rows)[0])
            ),
        )


def _by_hour(rows: list[CounterRow], since: date, today: date, plan: Plan) -> TodayHoursShown:
    """Return today's leads by hour, and those of the days before that the team was there for."""
    began = plan.settings.created_at.astimezone(plan.settings.zone).date()
    return TodayHoursShown.of(today_by_hour(rows, DateRange(min(max(since, began), today), today).steps))


def _away(plan: Plan, workloads: Mapping[AgentId, Workload], now: datetime) -> tuple[AwayShown, ...]:
    """Return who is away and has open leads, who has most first."""
    loads = ((plan.members[one].name, one, load.open_leads) for one, load in workloads.items() if one in plan.members)
    found = [
        AwayShown(agent_id=agent_id, name=name, open_leads=leads)
        for name, agent_id, leads in loads
        if leads and is_away(plan.members[agent_id], now)
    ]
    return tuple(sorted(found, key=lambda one: (-one.open_leads, one.name)))


def _offers(offers: Counted[LeadId], leads: dict[LeadId, Lead], me: Member, plan: Plan) -> OffersShown:
    fresh = (leads.get(lead_id) for lead_id in offers.entries[:LISTED])
    items = (WaitingShown.of(lead, lead.offer, me, plan) for lead in fresh if lead and lead.offer)
    return OffersShown(count=offers.count, items=tuple(items))


def _pool(pool: Counted[LeadId], leads: dict[LeadId, Lead], me: Member, plan: Plan) -> PoolShown:
    fresh = (leads.get(lead_id) for lead_id in pool.entries)
    items = tuple(PooledShown.of(lead, me, plan) for lead in fresh if lead and lead.state == "pooled")
    return PoolShown(count=pool.count, oldest=items[0].since if items else None, items=items)


def _doubts(doubts: Counted[LeadId], leads: dict[LeadId, Lead], me: Member, plan: Plan) -> DoubtsShown:
    fresh = (leads.get(lead_id) for lead_id in doubts.entries)
    items = (DoubtedShown.of(lead, lead.doubt, me, plan) for lead in fresh if lead and lead.doubt)
    return DoubtsShown(count=doubts.count, items=tuple(items))
