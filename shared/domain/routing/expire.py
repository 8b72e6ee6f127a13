"""Decide what happens to a lead after a deadline, and what the sweep repeats when a clock or event was lost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from shared.domain.kernel.errors import TooEarly
from shared.domain.kernel.event_details import ExpiredDetail
from shared.domain.kernel.record import AgentId, ClockId
from shared.domain.lead_records.counters import Counted, count_event
from shared.domain.lead_records.decision import Decision, free_offer_workload, free_withdrawn_offer, unchanged
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.offer import Offer
from shared.domain.plan_records.member import Member
from shared.domain.routing.hold import end_hold
from shared.domain.routing.response_deadline import miss_response

NOBODY: Mapping[AgentId, Member] = {}
OUTAGE = timedelta(minutes=5)  # an offer that ends so late could not be claimed until its deadline either
GRACE = timedelta(seconds=10)  # after a deadline, before the sweep acts instead of the clock
FORGOTTEN = timedelta(seconds=30)  # unrouted for so long, a lead is sent to routing again
ATTEMPTS = 5


def expire(
    lead: Lead, clock_id: ClockId, zone: ZoneInfo, now: datetime, by: str = "clock", *,
    members: Mapping[AgentId, Member] = NOBODY,
) -> Decision:  # fmt: skip
    """End the offer that the clock was started for; its agents count as tried.

    An offer to one agent alone counts as missed, unless that is excused: then it counts as withdrawn, and is credited.
    A clock that fires late, twice, or for an offer that has ended changes nothing.

    Args:
        lead: as read, any state.
        clock_id: of the offer that the clock was started for.
        zone: the team's, which decides the day it is counted on.
        now: UTC, from the shell's clock.
        by: `clock`, or `sweep` if the clock was lost.
        members: of the team; an absence of the agent's excuses them.

    Raises:
        TooEarly: `now` is before the deadline.

    Source: docs/rules.md, "Offers and deadlines" 3-4, "Claiming" 9.
    """
    offer = lead.offer
    if offer is None or offer.offer_id != clock_id:
        return unchanged(lead)
    if offer.stands(now):
        raise TooEarly
    alone = None if offer.together else offer.agent_ids[0]
    excused = _excuse(offer, members.get(alone), now) if alone else None
    counted: tuple[Counted, ...] = ("withdrawn", "credited") if excused else ("expired",)
    return Decision(
        lead.sent_to_next_agent(ExpiredDetail(agent_ids=offer.agent_ids, excused=excused), at=now, by=by),
        workload_changes=free_withdrawn_offer(lead) if excused else free_offer_workload(lead, missed=True),
        counters=tuple(
            count_event(name, now, zone, agent_id=alone, route_id=offer.route_id, source_id=lead.source_id)
            for name in counted
        ),
    )


def _excuse(offer: Offer, member: Member | None, now: datetime) -> Literal["late", "away"] | None:
    """Return why it is not the agent's fault that their offer expired; None if it is.

    Either Relevo did not work at the deadline, so that they could not claim; or an absence that the team set, or that
    was planned, began while they had the offer.
    """
    if now - offer.deadline > OUTAGE:
        return "late"
    pauses = member.pauses if member is not None else ()
    away = any(
        pause.covers(offer.route_id, offer.deadline) and offer.made_at < (pause.start or pause.at)
        and (pause.side == "team" or pause.start is not None)
        for pause in pauses
    )  # fmt: skip
    return "away" if away else None


def sweep(lead: Lead, zone: ZoneInfo, now: datetime, *, members: Mapping[AgentId, Member] = NOBODY) -> Decision:
    """Do for one lead what a lost clock or a lost event left undone.

    10 s after a deadline, an offer expires, a response is missed, or a held lead is sent to routing. A lead that is
    unrouted for 30 s is sent to routing again; the wait doubles with each attempt. After five attempts (16 minutes)
    it goes to the pool as `routing_failed`.

    Source: docs/rules.md, "Offers and deadlines" 4, "Entry" 10, "Response after the claim" 1, "Matching" 6.
    """
    if lead.offer is not None and lead.offer.deadline + GRACE <= now:
        return expire(lead, lead.offer.offer_id, zone, now, by="sweep", members=members)
    if lead.response is not None and lead.response.due + GRACE <= now:
        return miss_response(lead, lead.response.response_id, zone, now, by="sweep")
    if lead.routes_at is not None and lead.routes_at + GRACE <= now:
        return end_hold(lead, now, by="sweep")
    if lead.state == "unrouted" and lead.since + FORGOTTEN * 2**lead.attempts <= now:
        if lead.attempts >= ATTEMPTS:
            return Decision(lead.pooled("routing_failed", at=now, by="sweep"))
        return Decision(lead.updated(attempts=lead.attempts + 1))
    return unchanged(lead)
