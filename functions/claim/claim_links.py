"""Claim links: an agent claims or passes the lead that an email or a push offers, without signing in.

A GET never claims.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from pydantic import AwareDatetime

from functions.claim import claim_page
from shared.domain import access
from shared.domain.kernel.errors import Forbidden, Refusal
from shared.domain.lead_records.decision import Decision
from shared.domain.leads import claim_link
from shared.domain.leads.claim_link import ClaimLink, LinkState
from shared.domain.plan_records import probes
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.doors import NewId
from shared.lead_session import LeadSession
from shared.lead_snapshot import Snapshot
from shared.observe import logger
from shared.secrets import MasterSecret
from shared.store.plans import Plans
from shared.web import errors
from shared.web.app import Response
from shared.web.lead_schemas import LeadShown
from shared.web.request import Request
from shared.web.schemas import Shown


class ClaimLinkShown(Shown):
    """A claim link: its agent, and the state of the offer at `now`.

    `state` is `open` (it can be claimed), `yours` (this agent has claimed it), `taken` (another agent has) or `over`.
    `lead` is there only if this agent may see it now.
    """

    state: LinkState
    agent_name: str
    deadline: AwareDatetime
    now: AwareDatetime
    lead: LeadShown | None = None


@dataclass(frozen=True, slots=True)
class OpenedLink:
    """A valid claim link: what was read for it, the state of the offer, and whether this request claimed it."""

    link: ClaimLink
    snapshot: Snapshot
    state: LinkState
    claimed: bool = False


class ClaimLinks:
    """Operations on claim links. Browsers get a page, programs JSON."""

    def __init__(self, session: LeadSession, plans: Plans, secret: MasterSecret, new_id: NewId) -> None:
        self._session, self._plans, self._secret, self._new_id = session, plans, secret, new_id

    def show_claim_link(self, request: Request, token: str) -> ClaimLinkShown | Response:
        """Show a claim link's agent and offer, and the person once the lead is claimed. This changes nothing.

        With `Accept: text/html` the answer is a page with a button that claims the lead.
        """
        if _wants_page(request):
            return self._page(request, token, claims=False)
        opened = self._look(request, token)
        return _shown(opened)

    def claim_by_link(self, request: Request, token: str) -> LeadShown | Response:
        """Claim the lead for the link's agent. Claiming twice changes nothing and answers the same.

        With `Accept: text/html` the answer is a page.
        """
        if _wants_page(request):
            return self._page(request, token, claims=True)
        snapshot = self._claim(request, token).snapshot
        return snapshot.answer(snapshot.lead)

    def pass_by_link(self, request: Request, token: str) -> None:
        """Decline the offer for the link's agent; the lead goes to the next at once. Passing twice changes nothing."""
        link, request = self._link_of(request, token)

        def decide(snapshot: Snapshot) -> Decision:
            me = _check_agent(snapshot.me, link)
            return claim_link.pass_by_link(snapshot.lead, link, me, snapshot.plan.settings, snapshot.now)

        self._session.settle(lambda: self._session.read(request, link.lead_id), decide)

    def _look(self, request: Request, token: str) -> OpenedLink:
        link, request = self._link_of(request, token)
        snapshot = self._session.read(request, link.lead_id)
        return OpenedLink(link, snapshot, claim_link.link_state(snapshot.lead, link, _check_agent(snapshot.me, link)))

    def _claim(self, request: Request, token: str) -> OpenedLink:
        link, request = self._link_of(request, token)

        def decide(snapshot: Snapshot) -> Decision:
            return claim_link.claim_by_link(
                snapshot.lead, link, _check_agent(snapshot.me, link), snapshot.plan, snapshot.now,
                workload=snapshot.caller_workload, response_id=self._new_id("response"), seen=snapshot.offer_seen,
            )  # fmt: skip

        done = self._session.settle(lambda: self._session.read(request, link.lead_id, with_workload=True), decide)
        return OpenedLink(link, replace(done.snapshot, lead=done.lead), "yours", claimed=done.decision.changed)

    def _link_of(self, request: Request, token: str) -> tuple[ClaimLink, Request]:
        """Return the link of a token, and the request as if the link's agent had sent it.

        Raises:
            Missing: the token is invalid.
            OfferExpired: the link has ended.
            Forbidden: the link's agent is not an active member.
        """
        link = claim_link.from_token(self._secret.claim_link_keys(), token)
        claim_link.check_link(link, request.now)
        known = probes.plan_for(link.agent_id, self._plans.warm()).members.get(link.agent_id)
        member = known if known and known.status == "active" else self._plans.current().members.get(link.agent_id)
        if member is None or member.status != "active":
            raise Forbidden("This link's agent is not an active member of the team.")
        return link, replace(request, sub=member.sub, who="member", by_link=True)

    def _page(self, request: Request, token: str, *, claims: bool) -> Response:
        """Answer a browser with a page, also for refusals."""
        try:
            opened = self._claim(request, token) if claims else self._look(request, token)
        except Refusal as refusal:
            logger.info("claim_link_refused", extra={"code": refusal.code})
            me, plan = self._reader(token)
            status = int(errors.STATUS[type(refusal)])
            page = claim_page.refused(refusal.code, me, plan)
            return Response(page.html, status, {**page.headers, **_retry_header(refusal)})
        page = claim_page.shown(opened.snapshot, opened.link.until, opened.state, claimed=opened.claimed)
        return Response(page.html, 200, page.headers)

    def _reader(self, token: str) -> tuple[Member | None, Plan]:
        """Return whose language a refusal's page uses: the agent's if the token is valid, else the team's (None)."""
        plan = self._plans.warm()
        try:
            return plan.members.get(claim_link.from_token(self._secret.claim_link_keys(), token).agent_id), plan
        except Refusal:
            return None, plan


def _wants_page(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "")


def _check_agent(me: Member, link: ClaimLink) -> Member:
    """Return `me`. Raise Forbidden if the agent left the team and came back as another member."""
    if me.agent_id != link.agent_id:
        raise Forbidden("This link's agent is not an active member of the team.")
    return me


def _shown(opened: OpenedLink) -> ClaimLinkShown:
    snapshot = opened.snapshot
    visible = access.may_see(snapshot.me, snapshot.lead, snapshot.plan.settings)
    return ClaimLinkShown(
        state=opened.state,
        agent_name=snapshot.me.name,
        deadline=opened.link.until,
        now=snapshot.now,
        lead=snapshot.answer(snapshot.lead) if visible else None,
    )


def _retry_header(refusal: Refusal) -> dict[str, str]:
    headers = errors.headers(refusal)
    return {"Retry-After": headers["Retry-After"]} if "Retry-After" in headers else {}
