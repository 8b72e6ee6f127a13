"""Make and verify claim links: tokens in e-mails and pushes of offers, with which the agent acts without signing in.

The claim or pass itself is decided in `claim`.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Literal, NamedTuple

from shared.domain.kernel.errors import Missing, OfferExpired
from shared.domain.kernel.record import AgentId, LeadId, OfferId
from shared.domain.lead_records.decision import Decision
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.offer import Offer
from shared.domain.lead_records.offer_seen import OfferSeen
from shared.domain.leads.claim import claim, pass_offer
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.settings import Settings
from shared.domain.plan_records.workload import Workload

type LinkState = Literal["open", "yours", "taken", "over"]

_ID, _INSTANT, _SIGNATURE = 16, 5, 16  # bytes
# The total is a multiple of three bytes, so base64 needs no padding bits: changing any character changes the token.
TOKEN = re.compile(rf"[A-Za-z0-9_-]{{{(3 * _ID + _INSTANT + _SIGNATURE) // 3 * 4}}}")


class ClaimLink(NamedTuple):
    """Permission for one agent to claim or pass one offer of one lead, until the offer's deadline."""

    lead_id: LeadId
    offer_id: OfferId
    agent_id: AgentId
    until: datetime

    @classmethod
    def of(cls, lead_id: LeadId, offer: Offer, agent_id: AgentId) -> ClaimLink:
        """Return the link for one agent of the offer."""
        return cls(lead_id, offer.offer_id, agent_id, offer.deadline)


def to_token(key: bytes, link: ClaimLink) -> str:
    """Return the link as a URL-safe token of 92 characters. Anyone who has the token can use it.

    Args:
        key: the tenant's key for claim links.
        link: ids and whole seconds, no personal data: the token is signed, not encrypted.
    """
    ids = b"".join(bytes.fromhex(one.rpartition("_")[2]) for one in link[:3])
    payload = ids + int(link.until.timestamp()).to_bytes(_INSTANT)
    return base64.urlsafe_b64encode(payload + _sign(key, payload)).decode()


def from_token(keys: Sequence[bytes], token: str) -> ClaimLink:
    """Return the link in a token that was signed by one of the keys. Signatures are compared in constant time.

    Raises:
        Missing: the token is malformed, was changed, or was made with none of the keys.
    """
    if not TOKEN.fullmatch(token):
        raise Missing
    packed = base64.urlsafe_b64decode(token)
    payload, signature = packed[:-_SIGNATURE], packed[-_SIGNATURE:]
    if not any(hmac.compare_digest(signature, _sign(key, payload)) for key in keys):
        raise Missing
    lead_id, offer_id, agent_id = (payload[n : n + _ID].hex() for n in range(0, 3 * _ID, _ID))
    until = datetime.fromtimestamp(int.from_bytes(payload[3 * _ID :]), UTC)
    return ClaimLink(f"lead_{lead_id}", f"offer_{offer_id}", f"agent_{agent_id}", until)


def link_state(lead: Lead, link: ClaimLink, me: Member) -> LinkState:
    """Return the state of the link's offer: its agent may learn that another claimed the lead, or that the offer ended.

    Source: docs/rules.md, "Claiming" 3.
    """
    if lead.state == "owned":
        return "yours" if lead.owner == me.agent_id else "taken"
    return "open" if _is_open(lead, link) and lead.offer and me.agent_id in lead.offer.agent_ids else "over"


def claim_by_link(
    lead: Lead, link: ClaimLink, me: Member, plan: Plan, now: datetime, *, workload: Workload, response_id: str,
    seen: OfferSeen | None = None,
) -> Decision:  # fmt: skip
    """Make `me` the owner, as `claim` does, but only through the offer that the link was made for.

    Raises:
        OfferExpired: the link or its offer has ended.
        Missing, LeadMerged, LeadClosed, AlreadyClaimed, LimitReached: as for `claim`.

    Source: docs/rules.md, "Claiming" 1-3.
    """
    check_link(link, now)
    if lead.state not in ("owned", "closed") and not _is_open(lead, link):
        raise OfferExpired
    return claim(lead, me, plan, now, workload=workload, response_id=response_id, seen=seen)


def pass_by_link(lead: Lead, link: ClaimLink, me: Member, settings: Settings, now: datetime) -> Decision:
    """Decline the offer that the link was made for, as `pass_offer` does. Passing twice changes nothing.

    Raises:
        OfferExpired: the link or its offer has ended.
        Missing, LeadMerged, LeadClosed, AlreadyClaimed: as for `pass_offer`.

    Source: docs/rules.md, "Offers and deadlines" 3.
    """
    check_link(link, now)
    over = lead.state in ("owned", "closed") or me.agent_id in lead.passed
    if not over and not _is_open(lead, link):
        raise OfferExpired
    return pass_offer(lead, me, settings, now)


def check_link(link: ClaimLink, now: datetime) -> None:
    """Raise OfferExpired at and after the offer's deadline."""
    if now >= link.until:
        raise OfferExpired


def _is_open(lead: Lead, link: ClaimLink) -> bool:
    return lead.offer is not None and lead.offer.offer_id == link.offer_id


def _sign(key: bytes, payload: bytes) -> bytes:
    return hmac.digest(key, payload, hashlib.sha256)[:_SIGNATURE]
