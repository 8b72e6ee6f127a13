"""Claim links: what a mail about an offer carries, by which its agent claims without signing in."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from datetime import UTC, datetime
from typing import Literal, NamedTuple

from shared.domain.kernel.errors import Missing, OfferExpired
from shared.domain.kernel.record import AgentId, LeadId, OfferId
from shared.domain.lead_records.decision import Decision
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.offer import Offer
from shared.domain.leads.claim import claim
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.workload import Workload

type LinkState = Literal["open", "yours", "taken", "over"]

_ID, _INSTANT, _SIGNATURE = 16, 5, 16  # bytes
# A multiple of three bytes, so that every bit of the text counts, and none can be changed without being seen.
TOKEN = re.compile(rf"[A-Za-z0-9_-]{{{(3 * _ID + _INSTANT + _SIGNATURE) // 3 * 4}}}")


class ClaimLink(NamedTuple):
    """Leave for one agent to claim one offer of one lead, until the offer's deadline."""

    lead_id: LeadId
    offer_id: OfferId
    agent_id: AgentId
    until: datetime

    @classmethod
    def of(cls, lead_id: LeadId, offer: Offer, agent_id: AgentId) -> ClaimLink:
        """The link for this agent of the offer."""
        return cls(lead_id, offer.offer_id, agent_id, offer.deadline)


def to_token(key: bytes, link: ClaimLink) -> str:
    """The link as a token: 92 characters that may stand in an address. Whoever has it may use it.

    Args:
        key: this tenant's key for claim links.
        link: ids, and whole seconds; nothing personal, for the token only signs and hides nothing.
    """
    ids = b"".join(bytes.fromhex(one.rpartition("_")[2]) for one in link[:3])
    payload = ids + int(link.until.timestamp()).to_bytes(_INSTANT)
    return base64.urlsafe_b64encode(payload + _sign(key, payload)).decode()


def from_token(key: bytes, token: str) -> ClaimLink:
    """The link in a token, compared in constant time.

    Raises:
        Missing: it was not made with this key, or not a bit of it is as it was made.
    """
    if not TOKEN.fullmatch(token):
        raise Missing
    packed = base64.urlsafe_b64decode(token)
    payload, signature = packed[:-_SIGNATURE], packed[-_SIGNATURE:]
    if not hmac.compare_digest(signature, _sign(key, payload)):
        raise Missing
    lead_id, offer_id, agent_id = (payload[n : n + _ID].hex() for n in range(0, 3 * _ID, _ID))
    until = datetime.fromtimestamp(int.from_bytes(payload[3 * _ID :]), UTC)
    return ClaimLink(f"lead_{lead_id}", f"offer_{offer_id}", f"agent_{agent_id}", until)


def link_state(lead: Lead, link: ClaimLink, me: Member) -> LinkState:
    """How the link's offer stands: whoever had an offer may learn that another claimed, and that it is over.

    Source: docs/rules.md, "Claiming" 3.
    """
    if lead.state == "owned":
        return "yours" if lead.owner == me.agent_id else "taken"
    return "open" if _is_open(lead, link) and lead.offer and me.agent_id in lead.offer.agent_ids else "over"


def claim_by_link(
    lead: Lead, link: ClaimLink, me: Member, plan: Plan, now: datetime, *, workload: Workload, response_id: str
) -> Decision:
    """Make `me` the owner, as `claim` does; but by this link only of the offer that it was made for.

    Raises:
        OfferExpired: the link is over, or its offer is.
        Missing, LeadClosed, AlreadyClaimed, LimitReached: as for `claim`.

    Source: docs/rules.md, "Claiming" 1-3.
    """
    check_link(link, now)
    if lead.state not in ("owned", "closed") and not _is_open(lead, link):
        raise OfferExpired
    return claim(lead, me, plan, now, workload=workload, response_id=response_id)


def check_link(link: ClaimLink, now: datetime) -> None:
    """Raises OfferExpired at and after the offer's deadline."""
    if now >= link.until:
        raise OfferExpired


def _is_open(lead: Lead, link: ClaimLink) -> bool:
    return lead.offer is not None and lead.offer.offer_id == link.offer_id


def _sign(key: bytes, payload: bytes) -> bytes:
    return hmac.digest(key, payload, hashlib.sha256)[:_SIGNATURE]
