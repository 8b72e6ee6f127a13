"""Operations on offers and the pool, and what Managers do with leads by hand."""

from __future__ import annotations

from typing import Any

from pydantic import AwareDatetime

from functions.claim.giving import GivenShown, Giving
from functions.claim.owners import Words
from shared.domain import access
from shared.domain.kernel.record import AgentId, LeadId
from shared.domain.lead_records.decision import Decision
from shared.domain.leads.claim import assign, claim, pass_offer, release
from shared.domain.leads.permissions import LeadVerb, allowed_verbs
from shared.domain.leads.transfer import send_to_routing
from shared.domain.plan_records.plan import Plan
from shared.doors import NewId
from shared.lead_session import LeadSession
from shared.lead_snapshot import Snapshot
from shared.offer_seen_log import OfferSeenLog
from shared.secrets import MasterSecret
from shared.store.cached_plan import CachedPlanReader, with_cached_plan
from shared.store.lists import lead_lists
from shared.store.plans import Plans
from shared.store.table import Table
from shared.web import auth
from shared.web.app import Response
from shared.web.lead_schemas import LeadShown
from shared.web.not_modified import not_modified
from shared.web.paging import PageQuery, Paging
from shared.web.person_schemas import ContactShown
from shared.web.request import Request
from shared.web.schemas import Page, RequestModel, Shown


class PassBody(RequestModel):
    """Give the agent's reason for passing, if there is one."""

    reason: Words | None = None


class AssignBody(RequestModel):
    """Who gets the lead."""

    agent_id: AgentId
    note: Words | None = None


class ReleaseBody(RequestModel):
    """Why the lead returns to the pool."""

    note: Words | None = None


class SendBody(RequestModel):
    """Why the lead goes through routing; needed if a route has had it."""

    note: Words | None = None


class MyOffer(Shown):
    """An open offer to the caller.

    `together` is true if other agents have the offer too: the first claim wins. `asked_again_at` is when the person
    last asked, if more than once. `may` lists what the caller may do with the lead now.
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
    may: tuple[LeadVerb, ...]


class MyOffers(Shown):
    """The caller's open offers, the soonest deadline first, and the server's time `now`, for countdowns."""

    now: AwareDatetime
    items: tuple[MyOffer, ...]


class Offers:
    """The operations on offered and pooled leads."""

    def __init__(
        self,
        session: LeadSession,
        giving: Giving,
        table: Table,
        plans: Plans,
        secret: MasterSecret,
        new_id: NewId,
    ) -> None:
        self._giving = giving
        self._session, self._table, self._plans, self._secret, self._new_id = session, table, plans, secret, new_id
        self._seen = OfferSeenLog(table)

    def my_offers(self, request: Request) -> Response:
        """List the open offers to the caller. That they saw each for the first time is recorded."""
        me, plan = self._session.caller(request)
        leads = lead_lists.leads(self._table, lead_lists.offered_to(self._table, me.agent_id))
        open_now = [
            lead
            for lead in leads
            if lead.offer and me.agent_id in lead.offer.agent_ids and lead.offer.stands(request.now)
        ]
        self._seen.mark(open_now, me.agent_id, "seen", request.now)
        offers = [
            MyOffer(
                **lead.offer.model_dump(include={"offer_id", "route_id", "made_at", "deadline", "together"}),
                lead_id=lead.lead_id,
                route_title=route.title if (route := plan.routes_by_id.get(lead.offer.route_id)) else "",
                source_title=lead.source_title,
                asked_again_at=lead.asked_again_at,
                contact=ContactShown.of(access.visible_contact(me, lead, plan.settings)),
                attributes=access.visible_attributes(me, lead, plan.settings),
                may=allowed_verbs(lead, me, plan.settings, request.now),
            )
            for lead in open_now
            if lead.offer
        ]
        mine = MyOffers(now=request.now, items=tuple(sorted(offers, key=lambda offer: offer.deadline)))
        return not_modified(request, mine, but=frozenset({"now"}))

    def claim_lead(self, request: Request, lead_id: LeadId) -> LeadShown:
        """Claim a lead that is offered to the caller or in the pool."""

        def decide(snapshot: Snapshot) -> Decision:
            response_id = self._new_id("response")
            return claim(
                snapshot.lead,
                snapshot.me,
                snapshot.plan,
                snapshot.now,
                workload=snapshot.caller_workload,
                response_id=response_id,
                seen=snapshot.offer_seen,
            )

        settled = self._session.settle(lambda: self._session.read(request, lead_id, with_workload=True), decide)
        return self._session.answer(settled)

    def pass_lead(self, request: Request, lead_id: LeadId, body: PassBody) -> None:
        """Decline an offer; the lead goes to the next agent at once."""

        def decide(snapshot: Snapshot) -> Decision:
            return pass_offer(snapshot.lead, snapshot.me, snapshot.plan.settings, snapshot.now, body.reason)

        self._session.change(request, lead_id, decide)

    def pool(self, request: Request, query: PageQuery) -> Page[LeadShown]:
        """List pooled leads, oldest first."""

        def answer(plan: Plan, reader: CachedPlanReader) -> Page[LeadShown]:
            me = auth.caller(request, plan)
            if not access.may_see_pool(me, plan.settings):
                return Page(items=())
            paging = Paging(self._secret.keys, f"pool {me.agent_id}", query.cursor)
            found = lead_lists.in_queue(self._table, "POOLED", query.limit, paging.after)
            leads = reader.leads(lead_lists.lead_ids(found.records))
            shown = (
                LeadShown.of(lead, me, plan, request.now)
                for lead in leads
                if lead.state == "pooled" and access.may_see_pooled(me, lead, plan.settings)
            )
            return paging.page(shown, found.next)

        return with_cached_plan(self._plans, self._table, answer)

    def assign_lead(self, request: Request, lead_id: LeadId, body: AssignBody) -> GivenShown:
        """Assign a lead to a member by hand, and tell what stands against it."""

        def decide(snapshot: Snapshot) -> Decision:
            to, audit_id = snapshot.plan.members.get(body.agent_id), self._new_id("audit")
            return assign(
                snapshot.lead, to, snapshot.me, snapshot.plan.settings, snapshot.now, audit_id=audit_id, note=body.note
            )

        return self._giving.give(request, lead_id, body.agent_id, decide)

    def release_lead(self, request: Request, lead_id: LeadId, body: ReleaseBody) -> LeadShown:
        """Return a lead to the pool."""

        def decide(snapshot: Snapshot) -> Decision:
            audit_id = self._new_id("audit")
            return release(
                snapshot.lead, snapshot.me, snapshot.plan.settings, snapshot.now, audit_id=audit_id, note=body.note
            )

        return self._session.change(request, lead_id, decide)

    def route_lead(self, request: Request, lead_id: LeadId, body: SendBody) -> LeadShown:
        """Send a lead through routing: a pooled one that no route has had, or any open one again, saying why.

        Again, it loses its owner and its open offer at once, and is routed as if it were new, but not to its last
        owner. The same request within a minute changes nothing.
        """

        def decide(snapshot: Snapshot) -> Decision:
            audit_id = self._new_id("audit")
            return send_to_routing(
                snapshot.lead, snapshot.me, snapshot.plan.settings, snapshot.now, audit_id=audit_id, note=body.note
            )

        return self._session.change(request, lead_id, decide)
