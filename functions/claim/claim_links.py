"""Claim links: an agent claims what a mail offers them, without signing in. Looking never claims."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pydantic import AwareDatetime

from functions.claim import claim_page
from shared.domain import access
from shared.domain.kernel.errors import Forbidden, Refusal
from shared.domain.lead_records.decision import Decision
from shared.domain.leads import claim_link
from shared.domain.leads.claim_link import ClaimLink, LinkState
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.doors import NewId
from shared.lead_session import LeadSession, Snapshot
from shared.observe import logger
from shared.secrets import MasterSecret
from shared.store.plans import Plans
from shared.web import errors
from shared.web.app import Response
from shared.web.request import Request
from shared.web.schemas import LeadShown, Shown


class ClaimLinkShown(Shown):
    """What a claim link is for: whose claim it is, and how the offer stands at `now`.

    `state` is `open` (it can be claimed), `yours` (this agent has claimed it), `taken` (another has) or `over`. The
    lead is there as far as this agent may see it now.
    """

    state: LinkState
    agent_name: str
    deadline: AwareDatetime
    now: AwareDatetime
    lead: LeadShown | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """A link that is good: what was read for it, how the offer stands, and whether it was claimed just now."""

    link: ClaimLink
    snapshot: Snapshot
    state: LinkState
    claimed: bool = False


class ClaimLinks:
    """The operations of who holds a claim link. Browsers are answered with a page, programs with JSON."""

    def __init__(self, session: LeadSession, plans: Plans, secret: MasterSecret, new_id: NewId) -> None:
        self._session, self._plans, self._secret, self._new_id = session, plans, secret, new_id

    def show_claim_link(self, request: Request, token: str) -> ClaimLinkShown | Response:
        """Show what a claim link is for, and who it is once claimed. Looking changes nothing, however often.

        With `Accept: text/html` a page, with a button that claims.
        """
        if _wants_page(request):
            return self._page(request, token, claims=False)
        seen = self._look(request, token)
        return _shown(seen)

    def claim_by_link(self, request: Request, token: str) -> LeadShown | Response:
        """Claim the lead in the name of the link's agent. Claiming twice changes nothing and answers the same.

        With `Accept: text/html` a page.
        """
        if _wants_page(request):
            return self._page(request, token, claims=True)
        snapshot = self._claim(request, token).snapshot
        return snapshot.answer(snapshot.lead)

    def _look(self, request: Request, token: str) -> Seen:
        link, request = self._of(request, token)
        snapshot = self._session.read(request, link.lead_id)
        return Seen(link, snapshot, claim_link.link_state(snapshot.lead, link, _same(snapshot.me, link)))

    def _claim(self, request: Request, token: str) -> Seen:
        link, request = self._of(request, token)

        def decide(snapshot: Snapshot) -> Decision:
            return claim_link.claim_by_link(
                snapshot.lead, link, _same(snapshot.me, link), snapshot.plan, snapshot.now, workload=snapshot.load,
                response_id=self._new_id("response"),
            )  # fmt: skip

        done = self._session.settle(lambda: self._session.read(request, link.lead_id, with_workload=True), decide)
        return Seen(link, replace(done.snapshot, lead=done.lead), "yours", claimed=done.decision.changed)

    def _of(self, request: Request, token: str) -> tuple[ClaimLink, Request]:
        """The link, and the call as its agent would have made it.

        Raises:
            Missing: nobody made this token.
            OfferExpired: it is over.
            Forbidden: its agent is not an active member.
        """
        link = claim_link.from_token(self._secret.claim_link_key(), token)
        claim_link.check_link(link, request.now)
        known = self._plans.warm().members.get(link.agent_id)
        member = known if known and known.status == "active" else self._plans.current().members.get(link.agent_id)
        if member is None or member.status != "active":
            raise Forbidden("This link's agent is not an active member of the team.")
        return link, replace(request, sub=member.sub, who="member")

    def _page(self, request: Request, token: str, *, claims: bool) -> Response:
        """The same for a person: refusals too."""
        try:
            seen = self._claim(request, token) if claims else self._look(request, token)
        except Refusal as refusal:
            logger.info("claim_link_refused", extra={"code": refusal.code})
            me, plan = self._reader(token)
            status = int(errors.STATUS[type(refusal)])
            return Response(
                claim_page.refused(refusal.code, me, plan), status, {**claim_page.HEADERS, **_later(refusal)}
            )
        return Response(
            claim_page.shown(seen.snapshot, seen.link.until, seen.state, claimed=seen.claimed), 200, claim_page.HEADERS
        )

    def _reader(self, token: str) -> tuple[Member | None, Plan]:
        """Whose language a refusal is told in: the agent's if the token is good, else the team's."""
        plan = self._plans.warm()
        try:
            return plan.members.get(claim_link.from_token(self._secret.claim_link_key(), token).agent_id), plan
        except Refusal:
            return None, plan


def _wants_page(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "")


def _same(me: Member, link: ClaimLink) -> Member:
    """Raises Forbidden where the agent left and came back as another member."""
    if me.agent_id != link.agent_id:
        raise Forbidden("This link's agent is not an active member of the team.")
    return me


def _shown(seen: Seen) -> ClaimLinkShown:
    snapshot = seen.snapshot
    visible = access.may_see(snapshot.me, snapshot.lead, snapshot.plan.settings)
    return ClaimLinkShown(
        state=seen.state,
        agent_name=snapshot.me.name,
        deadline=seen.link.until,
        now=snapshot.now,
        lead=snapshot.answer(snapshot.lead) if visible else None,
    )


def _later(refusal: Refusal) -> dict[str, str]:
    told = errors.headers(refusal)
    return {"Retry-After": told["Retry-After"]} if "Retry-After" in told else {}
