"""Models of the dashboard."""

import datetime as dt
from typing import Literal

from pydantic import AwareDatetime, Field

from functions.supervise.open_conversation_schema import LeadNamed, OpenConversationShown, named
from shared.domain import access
from shared.domain.lead_records.doubt import Doubt
from shared.domain.lead_records.lead import Lead, Reason
from shared.domain.lead_records.offer import Offer
from shared.domain.plan_records.member import Member, Role
from shared.domain.plan_records.plan import Plan
from shared.domain.reporting.dashboard import MemberOverview
from shared.domain.reporting.demand import TodayHours
from shared.domain.reporting.report_figures import ReportFigures
from shared.domain.routing.availability import Obstacle
from shared.web.schemas import Shown


class OpenConversationsShown(Shown):
    """The longest open conversations, and how many there are."""

    count: int
    items: tuple[OpenConversationShown, ...]


class WaitingNowShown(Shown):
    """The conversations in which somebody waits for an answer, the longest first, and how many there are."""

    count: int
    items: tuple[OpenConversationShown, ...]


class AwayShown(Shown):
    """A member who is away, and how many open leads they own."""

    agent_id: str
    name: str
    open_leads: int


class WaitingShown(LeadNamed):
    """A lead that waits for a claim. `route_title` is left out if the route was deleted."""

    route_id: str
    route_title: str | None = None
    agent_ids: tuple[str, ...]
    made_at: AwareDatetime
    deadline: AwareDatetime
    together: bool

    @classmethod
    def of(cls, lead: Lead, offer: Offer, me: Member, plan: Plan) -> "WaitingShown":
        """Return the lead with its open offer."""
        route = plan.routes_by_id.get(offer.route_id)
        return cls(
            **named(lead, me, plan),
            route_id=offer.route_id,
            route_title=route.title if route else None,
            agent_ids=access.visible_recipients(me, offer),
            made_at=offer.made_at,
            deadline=offer.deadline,
            together=offer.together,
        )


class OffersShown(Shown):
    """The leads that wait for a claim, the soonest deadline first, and how many there are."""

    count: int
    items: tuple[WaitingShown, ...]


class PooledShown(LeadNamed):
    """A lead in the pool, and why it is there."""

    reason: Reason | None = None
    since: AwareDatetime
    routes_at: AwareDatetime | None = None

    @classmethod
    def of(cls, lead: Lead, me: Member, plan: Plan) -> "PooledShown":
        """Return the pooled lead."""
        return cls(**named(lead, me, plan), reason=lead.reason, since=lead.since, routes_at=lead.routes_at)


class DoubtedShown(LeadNamed):
    """A lead that waits for a Manager's word: who said that it is none, and when."""

    by: str
    by_name: str | None = None
    at: AwareDatetime

    @classmethod
    def of(cls, lead: Lead, doubt: Doubt, me: Member, plan: Plan) -> "DoubtedShown":
        """Return the lead with its doubt."""
        member = plan.members.get(doubt.by)
        return cls(**named(lead, me, plan), by=doubt.by, by_name=member.name if member else None, at=doubt.at)


class DoubtsShown(Shown):
    """The leads that have waited longest for a Manager's word whether they are any, and how many do."""

    count: int
    items: tuple[DoubtedShown, ...]


class PoolShown(Shown):
    """The leads that have been in the pool longest, since when the first has been there, and how many there are."""

    count: int
    oldest: AwareDatetime | None = None
    items: tuple[PooledShown, ...]


class MemberTodayShown(Shown):
    """What a member has done today, in the team's time zone; `missed` are offers that expired on them."""

    calls: int
    messages: int
    appointments: int
    claimed: int
    missed: int

    @classmethod
    def of(cls, figures: ReportFigures) -> "MemberTodayShown":
        """Return the member's figures of the day."""
        names = ("calls", "messages", "appointments", "claimed")
        return cls(**{name: figures[name] for name in names}, missed=figures["expired"])


class AvailabilityShown(Shown):
    """Tell whether a member is offered leads now, and if not, all reasons."""

    now: bool
    reasons: tuple[Obstacle, ...]


class MemberStandingShown(Shown):
    """A member: whether they are offered leads, their open offers and leads, and their figures of today.

    `oldest_unanswered` is since when their longest waiting person waits for an answer; `last_seen_at` is their last
    visit, to a quarter of an hour.
    """

    agent_id: str
    name: str
    role: Role
    status: Literal["invited", "active"]
    receiving: AvailabilityShown
    open_offers: int
    open_leads: int
    oldest_unanswered: AwareDatetime | None = None
    last_seen_at: AwareDatetime | None = None
    today: MemberTodayShown

    @classmethod
    def of(cls, standing: MemberOverview) -> "MemberStandingShown":
        """Return the member's row."""
        member, load = standing.member, standing.workload
        return cls(
            agent_id=member.agent_id,
            name=member.name,
            role=member.role,
            status="active" if member.status == "active" else "invited",
            receiving=AvailabilityShown(now=not standing.obstacles, reasons=standing.obstacles),
            open_offers=load.open_offers,
            open_leads=load.open_leads,
            oldest_unanswered=standing.oldest_unanswered,
            last_seen_at=standing.last_seen_at,
            today=MemberTodayShown.of(standing.today),
        )


class TodayShown(Shown):
    """The team's figures of today, in its time zone: leads received, results of offers, interactions."""

    received: int
    claimed: int
    assigned: int
    passed: int
    expired: int
    withdrawn: int
    won: int
    pool_claimed: int
    hand_assigned: int
    calls: int
    emails: int
    texts: int
    messages: int
    appointments: int

    @classmethod
    def of(cls, figures: ReportFigures) -> "TodayShown":
        """Return the team's figures of the day."""
        return cls(**{name: figures[name] for name in cls.model_fields})


class TodayHoursShown(Shown):
    """Leads received in each hour of today, 24 in the team's time zone, and in those of the `days` before, added up.

    These are at most six: all since the last on which hours were not counted.
    """

    today: tuple[int, ...]
    before: tuple[int, ...]
    days: int

    @classmethod
    def of(cls, found: TodayHours) -> "TodayHoursShown":
        """Return today's leads by hour."""
        return cls(**found._asdict())


class TimesShown(Shown):
    """Times since the day `from`, in seconds; left out where none was measured."""

    since: dt.date = Field(alias="from")
    median_claim_seconds: int | None = None
    p90_claim_seconds: int | None = None
    median_response_seconds: int | None = None
    p90_response_seconds: int | None = None

    @classmethod
    def of(cls, since: dt.date, figures: ReportFigures) -> "TimesShown":
        """Return the times in these figures."""
        return cls(
            since=since,
            median_claim_seconds=figures.seconds("t", 50),
            p90_claim_seconds=figures.seconds("t", 90),
            median_response_seconds=figures.seconds("r", 50),
            p90_response_seconds=figures.seconds("r", 90),
        )


class ResponseTimesShown(Shown):
    """Show how long claims and first responses took: today, and in the seven days up to today.

    In a team with very many counters the week may begin later.
    """

    today: TimesShown
    week: TimesShown


class DashboardShown(Shown):
    """The dashboard at the instant `now`.

    `unactioned` counts the leads whose owner has had them for too long without having done anything, `away` lists the
    owners who are not there. `overdue_tasks` counts the team's, up to 100; all other counts go up to 10,000.
    """

    now: AwareDatetime
    waiting: WaitingNowShown
    unactioned: int
    overdue_tasks: int
    away: tuple[AwayShown, ...]
    conversations: OpenConversationsShown
    offers: OffersShown
    pool: PoolShown
    doubts: DoubtsShown
    members: tuple[MemberStandingShown, ...]
    today: TodayShown
    by_hour: TodayHoursShown
    response: ResponseTimesShown
