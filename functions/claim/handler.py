"""What agents do with leads: see their offers and the pool, claim, pass; what owners and Managers do by hand."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from functions.claim.desk import Desk, Reading
from functions.claim.links import Links
from functions.claim.owners import Owners, Taken, Words
from shared import aws, ids
from shared.domain import see
from shared.domain.claim import assign, claim, pass_on, release
from shared.domain.decision import Decision
from shared.domain.errors import (
    AgentUnknown,
    AlreadyClaimed,
    AlreadyRouted,
    Busy,
    CursorInvalid,
    Forbidden,
    Invalid,
    KeyReused,
    LeadClosed,
    LimitReached,
    Missing,
    NotActive,
    NotOffered,
    NotOwner,
    OfferExpired,
)
from shared.domain.give import send
from shared.domain.plan import Plan
from shared.domain.record import AgentId, LeadId
from shared.secrets import MasterSecret
from shared.settings import ClaimSettings
from shared.store import views
from shared.store.fresh import Fresh, by_the_plan
from shared.store.plans import Plans
from shared.store.table import Table
from shared.web import auth, cursor
from shared.web.app import Answer, Api
from shared.web.call import Call
from shared.web.live import NOT_MODIFIED, live
from shared.web.shown import ContactShown, LeadShown, Page, Shown

settings = ClaimSettings.read()
table = Table(aws.dynamodb(), settings.TABLE_NAME)
secret = MasterSecret(aws.secretsmanager(), settings.MASTER_SECRET_ARN)
plans = Plans(table)
desk = Desk(table, plans)
owners = Owners(desk, table, secret)
links = Links(desk, plans, secret)
app = Api()

REFUSALS = (Missing, Forbidden, LeadClosed, Busy)


class PassBody(Taken):
    """Why the lead is passed on, if the agent cares to say."""

    reason: Words | None = None


class AssignBody(Taken):
    """Who gets the lead."""

    agent_id: AgentId
    note: Words | None = None


class ReleaseBody(Taken):
    """Why the lead returns to the pool."""

    note: Words | None = None


class SendBody(Taken):
    """Why the lead goes through routing."""

    note: Words | None = None


class PoolQuery(BaseModel):
    """A page of the pool."""

    model_config = ConfigDict(extra="forbid")
    limit: Annotated[int, Field(ge=1, le=100)] = 25
    cursor: str | None = None


class MyOffer(Shown):
    """An open offer to the caller; `together` if others have it too, and the first claim wins.

    `asked_again_at` says when the person asked for the last time, if more than once.
    """

    lead_id: str
    offer_id: str
    route_id: str
    route_title: str
    source_title: str
    made_at: AwareDatetime
    deadline: AwareDatetime
    together: bool
    asked_again_at: AwareDatetime | None = None
    contact: ContactShown
    attributes: dict[str, Any]


class MyOffers(Shown):
    """The caller's open offers, the soonest deadline first, and the server's time to count down from."""

    now: AwareDatetime
    items: tuple[MyOffer, ...]


@app.route("GET", "/me/offers", refuses=(Forbidden,), others=NOT_MODIFIED)
def my_offers(call: Call) -> Answer:
    """List the open offers to the caller."""
    me, plan = desk.caller(call)
    leads = views.leads(table, views.offered_to(table, me.agent_id))
    open_now = [
        lead for lead in leads if lead.offer and me.agent_id in lead.offer.agent_ids and lead.offer.stands(call.now)
    ]
    offers = [
        MyOffer(
            **lead.offer.model_dump(include={"offer_id", "route_id", "made_at", "deadline", "together"}),
            lead_id=lead.lead_id,
            route_title=route.title if (route := plan.routes_by_id.get(lead.offer.route_id)) else "",
            source_title=lead.source_title,
            asked_again_at=lead.asked_again_at,
            contact=ContactShown.of(see.contact(me, lead, plan.settings)),
            attributes=see.attributes(me, lead, plan.settings),
        )
        for lead in open_now
        if lead.offer
    ]
    mine = MyOffers(now=call.now, items=tuple(sorted(offers, key=lambda offer: offer.deadline)))
    return live(call, mine, but=frozenset({"now"}))


@app.route(
    "POST", "/leads/{lead_id}/claim", refuses=(*REFUSALS, NotOffered, AlreadyClaimed, OfferExpired, LimitReached)
)
def claim_lead(call: Call, lead_id: LeadId) -> LeadShown:
    """Take a lead that is offered to the caller, or lies in the pool."""

    def decide(at: Reading) -> Decision:
        return claim(at.lead, at.me, at.plan, at.now, load=at.load, response_id=ids.new("response"))

    return desk.settle(call, lead_id, decide)


@app.route("POST", "/leads/{lead_id}/pass", refuses=(*REFUSALS, NotOffered, AlreadyClaimed, OfferExpired), status=204)
def pass_lead(call: Call, lead_id: LeadId, body: PassBody) -> None:
    """Decline the offer; the lead goes on to the next agent at once."""

    def decide(at: Reading) -> Decision:
        return pass_on(at.lead, at.me, at.plan.settings, at.now, body.reason)

    desk.settle(call, lead_id, decide)


@app.route("GET", "/pool", refuses=(Forbidden, CursorInvalid))
def pool(call: Call, query: PoolQuery) -> Page[LeadShown]:
    """List pooled leads, oldest first."""

    def answer(plan: Plan, fresh: Fresh) -> Page[LeadShown]:
        me = auth.caller(call, plan)
        if not see.may_see_pool(me, plan.settings):
            return Page(items=())
        key, bound_to = secret.derive("cursor"), f"pool {me.agent_id}"
        after = cursor.read(key, bound_to, query.cursor) if query.cursor else None
        entries = views.in_state(table, "pooled", limit=query.limit, after=after)
        leads = [lead for lead in fresh.leads(views.lead_ids(entries)) if lead.state == "pooled"]
        more = len(entries) == query.limit
        return Page(
            items=tuple(LeadShown.of(lead, me, plan) for lead in leads),
            next=cursor.write(key, bound_to, views.position(entries[-1])) if more else None,
        )

    return by_the_plan(plans, table, answer)


@app.route("POST", "/leads/{lead_id}/assign", who="manager", refuses=(*REFUSALS, NotActive, AgentUnknown))
def assign_lead(call: Call, lead_id: LeadId, body: AssignBody) -> LeadShown:
    """Make a member the owner, by hand."""

    def decide(at: Reading) -> Decision:
        to = at.plan.members.get(body.agent_id)
        return assign(at.lead, to, at.me, at.plan.settings, at.now, audit_id=ids.new("audit"), note=body.note)

    return desk.settle(call, lead_id, decide)


@app.route("POST", "/leads/{lead_id}/release", who="manager", refuses=REFUSALS)
def release_lead(call: Call, lead_id: LeadId, body: ReleaseBody) -> LeadShown:
    """Return a lead to the pool."""

    def decide(at: Reading) -> Decision:
        return release(at.lead, at.me, at.plan.settings, at.now, audit_id=ids.new("audit"), note=body.note)

    return desk.settle(call, lead_id, decide)


@app.route("POST", "/leads/{lead_id}/route", who="manager", refuses=(*REFUSALS, AlreadyRouted, Invalid))
def route_lead(call: Call, lead_id: LeadId, body: SendBody) -> LeadShown:
    """Send a pooled lead through routing, once."""

    def decide(at: Reading) -> Decision:
        return send(at.lead, at.me, at.plan.settings, at.now, audit_id=ids.new("audit"), note=body.note)

    return desk.settle(call, lead_id, decide)


app.route("POST", "/leads/{lead_id}/give-back", refuses=(*REFUSALS, NotOwner))(owners.give_back_lead)
app.route("POST", "/leads/{lead_id}/handover", refuses=(*REFUSALS, NotOwner, NotActive, AgentUnknown, Invalid))(
    owners.hand_over_lead
)
app.route(
    "POST",
    "/leads/{lead_id}/interactions",
    status=201,
    refuses=(Missing, Forbidden, NotOwner, Invalid, KeyReused, Busy),
)(owners.record_interaction)
app.route("GET", "/claim-links/{token}", who="anyone", refuses=(Missing, Forbidden, OfferExpired, Busy))(
    links.show_claim_link
)
app.route(
    "POST",
    "/claim-links/{token}",
    who="anyone",
    refuses=(*REFUSALS, AlreadyClaimed, OfferExpired, LimitReached),
)(links.claim_by_link)


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Lambda's entry."""
    return app.resolve(event, context)
