"""Tell how fast a lead went: from its receipt through each offer and what became of it to the first contact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from shared.domain.kernel.event import Event
from shared.domain.kernel.event_details import AssignedDetail, ClaimedDetail, OfferedDetail
from shared.domain.kernel.record import AgentId
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.offer_seen import OfferSeen


@dataclass(frozen=True, slots=True)
class OfferTimes:
    """An offer to one agent: when it was made, delivered, seen and claimed, as far as that happened and is known."""

    agent_id: AgentId
    offered_at: datetime
    delivered_at: datetime | None = None
    seen_at: datetime | None = None
    claimed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LeadTimes:
    """The way of a lead: `offered_at` is its first offer or assignment by a route, `owned_at` when it got an owner."""

    received_at: datetime
    offered_at: datetime | None
    owned_at: datetime | None
    contacted_at: datetime | None
    offers: tuple[OfferTimes, ...]


def lead_times(lead: Lead, events: Iterable[Event], seen: Mapping[AgentId, OfferSeen]) -> LeadTimes:
    """Return how fast the lead went.

    Args:
        lead: as read.
        events: of its history, oldest first, as the caller may see them: they name the agents that are told.
        seen: what is known of the way of the latest offer to each agent.

    Source: docs/rules.md, "Supervision" 2.
    """
    offers: dict[tuple[str, AgentId], OfferTimes] = {}
    offered_at, owned_at, offer_id = None, None, ""
    for event in events:
        detail = event.typed_detail
        if isinstance(detail, OfferedDetail):
            offered_at, offer_id = offered_at or event.at, detail.offer_id
            for agent_id in detail.agent_ids:
                offers[offer_id, agent_id] = _offer(agent_id, offer_id, event.at, seen.get(agent_id))
        elif isinstance(detail, ClaimedDetail):
            owned_at, key = owned_at or event.at, (offer_id, event.by)
            if detail.from_where is None and key in offers:
                offers[key] = replace(offers[key], claimed_at=event.at)
        elif isinstance(detail, AssignedDetail):
            owned_at = owned_at or event.at
            offered_at = offered_at or (event.at if event.by == "route" else None)
    return LeadTimes(lead.created_at, offered_at, owned_at, lead.contacted_at, tuple(offers.values()))


def _offer(agent_id: AgentId, offer_id: str, at: datetime, known: OfferSeen | None) -> OfferTimes:
    if known is None or known.offer_id != offer_id:
        return OfferTimes(agent_id, at)
    told = [one for one in (known.delivered_at, known.seen_at) if one is not None]
    return OfferTimes(agent_id, at, min(told, default=None), known.seen_at)
