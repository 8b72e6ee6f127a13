"""Who I am, and the leads I may see: lists, detail, what happened, and why."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from functions.supervise.care import Care
from functions.supervise.comments import Comments
from functions.supervise.conversation import Conversations
from functions.supervise.desk import Desk
from functions.supervise.listing import LeadsQuery, Listing, resume
from functions.supervise.me import MeShown
from functions.supervise.profile import Profile
from functions.supervise.tasks import Tasks
from functions.supervise.timeline import Timelines
from shared import aws
from shared.domain.errors import (
    AgentUnknown,
    Busy,
    CursorInvalid,
    Forbidden,
    Invalid,
    KeyReused,
    LeadClosed,
    MayNotSee,
    Missing,
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
from shared.secrets import MasterSecret
from shared.settings import SuperviseSettings
from shared.store import views
from shared.store.plans import Plans
from shared.store.table import Table
from shared.web import auth, cursor
from shared.web.app import Api
from shared.web.call import Call
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


@app.route("GET", "/leads", refuses=(Forbidden, CursorInvalid, Busy))
def list_leads(call: Call, query: LeadsQuery) -> Page[LeadShown]:
    """List the leads the caller may see, newest first.

    Newest by when they came; with `owner`, or with `state` unrouted, pooled or closed, by `since`. All filters
    must hold. A page may hold fewer leads than `limit`, even none; only `next: null` is the end.
    """
    plan = plans.current()
    me = auth.caller(call, plan)
    listing = Listing.of(query, me, plan.settings)
    before = cursor.read(_key(), listing.bound_to, query.cursor) if query.cursor else None
    shelves, start = resume(listing.shelves(call.now), before)
    found = views.newest(table, shelves, start, query.limit, listing.shows)
    return Page(
        items=tuple(LeadShown.of(lead, me, plan) for lead in found.leads),
        next=cursor.write(_key(), listing.bound_to, found.on._asdict()) if found.on else None,
    )


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


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Lambda's entry."""
    return app.resolve(event, context)


def _key() -> bytes:
    return secret.derive("cursor")
