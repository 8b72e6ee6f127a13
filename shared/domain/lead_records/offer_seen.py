"""Define when an offer reached an agent, and when they saw it."""

import datetime as dt
from typing import Literal

from pydantic import AwareDatetime

from shared.domain.kernel.record import AgentId, LeadId, OfferId, Record
from shared.domain.lead_records.counters import Timed, Times
from shared.domain.lead_records.offer import Offer

KEPT = dt.timedelta(days=365)


class OfferSeen(Record):
    """What is known of the way of an agent's latest offer of a lead to them. It holds ids and instants only.

    Attributes:
        delivered_at: when a push service first accepted its push. Whether a mail arrives, nobody tells.
        seen_at: when the agent's console first fetched it. Who claims from a mail or a push may not have seen it there.

    Source: docs/rules.md, "Supervision" 2.
    """

    lead_id: LeadId
    agent_id: AgentId
    offer_id: OfferId
    at: AwareDatetime
    delivered_at: AwareDatetime | None = None
    seen_at: AwareDatetime | None = None

    @property
    def forget_at(self) -> dt.datetime:
        """Return when the table may delete it."""
        return self.at + KEPT


def mark_offer(
    known: OfferSeen | None,
    lead_id: LeadId,
    offer: Offer,
    agent_id: AgentId,
    what: Literal["delivered", "seen"],
    now: dt.datetime,
) -> OfferSeen | None:
    """Return what is known of the offer's way once it was delivered or seen now; None if that is known already."""
    if known is None or known.offer_id != offer.offer_id:
        version = known.version if known else 0
        known = OfferSeen(lead_id=lead_id, agent_id=agent_id, offer_id=offer.offer_id, at=now, version=version)
    if getattr(known, f"{what}_at") is not None:
        return None
    return known.model_copy(update={f"{what}_at": now})


def steps_of(known: OfferSeen | None, offer: Offer, claimed_at: dt.datetime) -> dict[Timed, Times]:
    """Return how long each step of a claimed offer took, as far as it is known.

    An offer that was seen was delivered by then. What came after the claim is no step to it.
    """
    if known is None or known.offer_id != offer.offer_id:
        return {}
    seen = known.seen_at if known.seen_at and known.seen_at <= claimed_at else None
    told = [at for at in (known.delivered_at, seen) if at is not None and at <= claimed_at]
    delivered = min(told, default=None)
    steps: dict[Timed, Times] = {}
    if delivered is not None:
        steps["d"] = Times(delivered - offer.made_at)
    if delivered is not None and seen is not None:
        steps |= {"s": Times(seen - delivered), "c": Times(claimed_at - seen)}
    return steps
