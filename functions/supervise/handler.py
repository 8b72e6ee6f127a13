"""Who I am, and the leads I may see: lists, detail, what happened, and why."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from functions.supervise.figures.dashboard import Dashboard
from functions.supervise.figures.report import Reports
from functions.supervise.leads.bulk import Bulk
from functions.supervise.leads.care import Care
from functions.supervise.leads.desk import Desk
from functions.supervise.leads.edit import Editing
from functions.supervise.leads.lists import Lists
from functions.supervise.leads.timeline import Timelines
from functions.supervise.own.changes import Counters
from functions.supervise.own.me import MeShown
from functions.supervise.own.notifications import Centre
from functions.supervise.own.profile import Profile
from functions.supervise.own.pushes import Pushes
from functions.supervise.talks.comments import Comments
from functions.supervise.talks.conversation import Conversations
from functions.supervise.talks.tasks import Tasks
from shared import aws
from shared.domain.errors import (
    AgentUnknown,
    Busy,
    ChangedByOther,
    CursorInvalid,
    Forbidden,
    Invalid,
    KeyReused,
    LeadClosed,
    MayNotSee,
    Missing,
    NotActive,
    NotClosed,
    NotOwner,
    TooManyTasks,
)
from shared.domain.load import Load
from shared.domain.member import Member
from shared.domain.plan import Plan
from shared.domain.record import LeadId, RouteId
from shared.domain.revise import Change, Stamp
from shared.domain.revise_member import MePatch, change_member
from shared.domain.revise_pause import PauseDraft, lift_pause, set_pause
from shared.queue import Queue
from shared.secrets import MasterSecret
from shared.settings import SuperviseSettings
from shared.store import views
from shared.store.plans import Plans
from shared.store.table import Table
from shared.web.app import Api
from shared.web.call import Call
from shared.web.live import NOT_MODIFIED
from shared.web.shown import LeadShown, Page
from shared.web.traced import TraceShown

settings = SuperviseSettings.read()
table = Table(aws.dynamodb(), settings.TABLE_NAME)
secret = MasterSecret(aws.secretsmanager(), settings.MASTER_SECRET_ARN)
plans = Plans(table)
profile = Profile(table, plans)
desk = Desk(table, plans)
care = Care(desk, table, secret)
conversations = Conversations(desk, table, secret)
comments = Comments(desk, table, secret)
tasks = Tasks(table, plans, secret)
timelines = Timelines(desk, table)
lists = Lists(table, plans, secret)
editing, bulk = Editing(desk, table, secret), Bulk(desk)
counters = Counters(table, plans)
centre = Centre(table, plans, secret)
dashboard, reports = Dashboard(table, plans), Reports(table, plans)
pushes = Pushes(table, plans, secret, Queue(aws.sqs, settings.OUTGOING_URL), loopback=settings.TO_LOOPBACK)
app = Api()

REFUSALS = (Missing, Forbidden, Busy)


class LiftQuery(BaseModel):
    """Which of the caller's own pauses to lift."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    route_id: RouteId | None = Field(None, description="Only the pause on this route; all of them unless sent.")


@app.route("GET", "/me", refuses=(Forbidden, Busy))
def show_me(call: Call) -> MeShown:
    """Show the caller's profile, team, and whether they receive leads.

    The first call turns an invited member active.
    """
    return profile.show(call)


@app.route("PATCH", "/me", refuses=(Forbidden, Busy))
def change_me(call: Call, body: MePatch) -> MeShown:
    """Change what is sent of the caller's profile. Null resets it."""

    def decide(plan: Plan, me: Member, _load: Load, stamp: Stamp) -> Change:
        return change_member(plan, me.agent_id, body, None, stamp)

    return profile.change(call, decide)


@app.route("PUT", "/me/pause", refuses=(Forbidden, Invalid, Busy))
def pause_me(call: Call, body: PauseDraft) -> MeShown:
    """Set the caller's own pause, everywhere or on a route they are on. Open offers stay."""

    def decide(plan: Plan, me: Member, _load: Load, stamp: Stamp) -> Change:
        return set_pause(plan, me.agent_id, "own", body, stamp)

    return profile.change(call, decide)


@app.route("DELETE", "/me/pause", refuses=(Forbidden, Busy))
def unpause_me(call: Call, query: LiftQuery) -> MeShown:
    """Lift the caller's own pauses, all of them or the one on a route; the team's stay.

    All of them includes the pause for offers missed in a row.
    """

    def decide(plan: Plan, me: Member, load: Load, stamp: Stamp) -> Change:
        missed = load if query.route_id is None else None
        return lift_pause(plan, me.agent_id, "own", query.route_id, stamp, load=missed)

    return profile.change(call, decide)


app.route("GET", "/leads", refuses=(Forbidden, Invalid, CursorInvalid, Busy))(lists.list_leads)
app.route("POST", "/leads/search", refuses=(Forbidden, Invalid, CursorInvalid, Busy))(lists.search_leads)


@app.route("GET", "/leads/{lead_id}", refuses=REFUSALS)
def show_lead(call: Call, lead_id: LeadId) -> LeadShown:
    """Show a lead."""
    seen = desk.see(call, lead_id)
    return seen.answer(seen.lead)


@app.route("GET", "/leads/{lead_id}/trace", refuses=REFUSALS)
def lead_trace(call: Call, lead_id: LeadId) -> Page[TraceShown]:
    """List the routing decisions on a lead, oldest first: why it went where it went.

    Whole, whatever its length: `next` is always null. An agent reads only their own name.
    """
    seen = desk.see(call, lead_id)
    decisions = views.traces(table, seen.lead.lead_id)
    return Page(items=tuple(TraceShown.of(decision, seen.me, seen.plan) for decision in decisions))


app.route("POST", "/leads/{lead_id}/close", refuses=(*REFUSALS, NotOwner))(care.close_lead)
app.route("POST", "/leads/{lead_id}/reopen", refuses=(*REFUSALS, NotOwner, NotClosed))(care.reopen_lead)
app.route("PUT", "/leads/{lead_id}/do-not-contact", refuses=(*REFUSALS, NotOwner))(care.mark_lead)
app.route("POST", "/leads/{lead_id}/merge", who="manager", refuses=(*REFUSALS, LeadClosed, Invalid))(care.merge_lead)
app.route("GET", "/leads/{lead_id}/timeline", refuses=REFUSALS)(timelines.show)
app.route("GET", "/leads/{lead_id}/messages", refuses=(*REFUSALS, NotOwner, CursorInvalid))(conversations.list_messages)
app.route("POST", "/leads/{lead_id}/messages", status=201, refuses=(*REFUSALS, NotOwner, KeyReused))(
    conversations.record_message
)
app.route("POST", "/leads/{lead_id}/conversation", refuses=(*REFUSALS, NotOwner, LeadClosed))(
    conversations.turn_conversation
)
app.route("GET", "/leads/{lead_id}/comments", refuses=(*REFUSALS, NotOwner, CursorInvalid))(comments.list_comments)
app.route(
    "POST",
    "/leads/{lead_id}/comments",
    status=201,
    refuses=(*REFUSALS, NotOwner, Invalid, AgentUnknown, MayNotSee, TooManyTasks, KeyReused),
)(comments.write_comment)
app.route("PATCH", "/leads/{lead_id}/comments/{comment_id}", refuses=(*REFUSALS, NotOwner, TooManyTasks))(
    comments.finish_task
)
app.route("GET", "/tasks", refuses=(Forbidden, CursorInvalid, Busy))(tasks.list_tasks)
app.route("GET", "/me/changes", refuses=(Forbidden, Busy), others=NOT_MODIFIED)(counters.my_changes)
app.route("GET", "/notifications", refuses=(Forbidden, CursorInvalid, Busy), others=NOT_MODIFIED)(
    centre.list_notifications
)
app.route("POST", "/notifications/{notification_id}/archive", refuses=REFUSALS)(centre.archive_notification)
app.route("POST", "/notifications/{notification_id}/unarchive", refuses=REFUSALS)(centre.unarchive_notification)
app.route("POST", "/notifications/archive-all", refuses=(Forbidden, Busy))(centre.archive_all_notifications)


app.route("GET", "/dashboard", who="manager", refuses=(Forbidden, Busy), others=NOT_MODIFIED)(dashboard.show_dashboard)
app.route("GET", "/reports/routing", who="manager", refuses=(Forbidden, Invalid, Busy))(reports.show_report)
app.route("GET", "/reports/routing.csv", who="manager", refuses=(Forbidden, Invalid, Busy))(reports.export_report)

app.route("GET", "/me/push-subscriptions", refuses=(Forbidden, Busy))(pushes.list_push_subscriptions)
app.route("POST", "/me/push-subscriptions", status=201, refuses=(Forbidden, Invalid, KeyReused, Busy))(pushes.subscribe)
app.route("DELETE", "/me/push-subscriptions", refuses=(Forbidden, Busy))(pushes.unsubscribe)
app.route("POST", "/me/push-subscriptions/test", status=202, refuses=(Forbidden, Busy))(pushes.try_push)


app.route("PATCH", "/leads/{lead_id}", refuses=(*REFUSALS, NotOwner, ChangedByOther, LeadClosed, Invalid))(
    editing.edit_lead
)
app.route("POST", "/leads/bulk", who="manager", refuses=(Forbidden, NotActive, AgentUnknown, Busy))(bulk.change_leads)


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Lambda's entry."""
    return app.resolve(event, context)
