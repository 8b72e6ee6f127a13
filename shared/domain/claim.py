"""Claiming: an agent takes a lead or passes it on; a Manager assigns or releases it."""

from __future__ import annotations

from datetime import datetime

from shared.domain import see
from shared.domain.audit import Audit
from shared.domain.decision import Decision, merged, offer_ended, unchanged
from shared.domain.errors import (
    AgentUnknown,
    AlreadyClaimed,
    Forbidden,
    LeadClosed,
    Missing,
    NotActive,
    NotOffered,
    OfferExpired,
)
from shared.domain.lead import Lead, Offer
from shared.domain.load import LoadChange, periods
from shared.domain.member import Member
from shared.domain.settings import Settings
from shared.domain.tally import tally


def claim(lead: Lead, me: Member, settings: Settings, now: datetime) -> Decision:
    """Make `me` the owner of a lead that is offered to them, or lies in the pool.

    Claiming twice changes nothing, so a retried request is safe.

    Args:
        lead: as read, any state.
        me: who claims.
        settings: the team's, for what `me` may see.
        now: UTC, from the shell's clock.

    Raises:
        Missing: `me` may not see the lead and never had an offer of it.
        LeadClosed: the lead is closed.
        AlreadyClaimed: another agent owns the lead.
        OfferExpired: the offer to `me` is over, or `now` is at or after its deadline.
        NotOffered: `me` sees the lead, but never had an offer of it.

    Source: docs/rules.md, "Claiming" 1-4.
    """
    _concerns(lead, me, settings)
    if lead.state == "owned" and lead.owner == me.agent_id:
        return unchanged(lead)
    if lead.state == "closed":
        raise LeadClosed
    if lead.state == "owned":
        raise AlreadyClaimed(lead.owner if see.may_see(me, lead, settings) else None)
    if lead.state == "pooled" and see.may_see_pool(me, settings):
        return _claimed_from_pool(lead, me, settings, now)
    offer = _open_offer(lead, me, now)
    took = now - offer.made_at
    return Decision(
        lead.owned("claimed", me.agent_id, at=now, by=me.agent_id, detail={"seconds": int(took.total_seconds())}),
        loads=merged(
            (
                *offer_ended(lead),
                LoadChange(me.agent_id, open_leads=1, received=dict.fromkeys(periods(now, settings.zone), 1)),
            )
        ),
        tallies=(
            tally("claimed", now, settings.zone, agent_id=me.agent_id, route_id=offer.route_id,
                  source_id=lead.source_id, took=took),
        ),
    )  # fmt: skip


def pass_on(lead: Lead, me: Member, settings: Settings, now: datetime, reason: str | None = None) -> Decision:
    """Decline the offer; the lead goes on to the next agent at once. Passing twice changes nothing.

    Raises:
        Missing: `me` may not see the lead and never had an offer of it.
        LeadClosed: the lead is closed.
        AlreadyClaimed: the lead has an owner.
        OfferExpired: the offer to `me` is over.
        NotOffered: `me` sees the lead, but never had an offer of it.

    Source: docs/rules.md, "Offers and deadlines" 3, "Claiming" 3.
    """
    _concerns(lead, me, settings)
    if lead.state == "closed":
        raise LeadClosed
    if me.agent_id in lead.passed and lead.owner != me.agent_id:
        return unchanged(lead)
    if lead.state == "owned":
        raise AlreadyClaimed(lead.owner if see.may_see(me, lead, settings) else None)
    offer = _open_offer(lead, me, now)
    return Decision(
        lead.sent_on("passed", at=now, by=me.agent_id, detail={"reason": reason} if reason else {}),
        loads=offer_ended(lead),
        tallies=(
            tally("passed", now, settings.zone, agent_id=me.agent_id, route_id=offer.route_id,
                  source_id=lead.source_id),
        ),
    )  # fmt: skip


def assign(
    lead: Lead,
    to: Member | None,
    me: Member,
    settings: Settings,
    now: datetime,
    *,
    audit_id: str,
    note: str | None = None,
) -> Decision:
    """Give the lead to `to`, by hand: an open offer is withdrawn, an owner replaced.

    Assigning it to who owns it already changes nothing.

    Raises:
        Missing: `me` may not see the lead.
        Forbidden: only Managers and Rainmakers assign.
        LeadClosed: the lead is closed.
        AgentUnknown: `to` is nobody of the team.
        NotActive: `to` is not an active member.

    Source: docs/rules.md, "Claiming" 4.
    """
    _by_hand(lead, me, settings)
    if to is None:
        raise AgentUnknown(("body", "agent_id"))
    if to.status != "active":
        raise NotActive
    if lead.owner == to.agent_id:
        return unchanged(lead)
    detail = {"agent_id": to.agent_id, **_told(lead, note)}
    return Decision(
        _withdrawn(lead, me, now).owned("assigned", to.agent_id, at=now, by=me.agent_id, detail=detail),
        loads=merged((*offer_ended(lead), *_owner_gone(lead), LoadChange(to.agent_id, open_leads=1))),
        tallies=(tally("hand_assigned", now, settings.zone, agent_id=to.agent_id, source_id=lead.source_id),),
        audit=_audit("lead.assigned", lead, me, now, audit_id, owner=to.agent_id),
    )


def release(
    lead: Lead, me: Member, settings: Settings, now: datetime, *, audit_id: str, note: str | None = None
) -> Decision:
    """Return the lead to the pool; one that is there already stays as it is.

    Raises:
        Missing: `me` may not see the lead.
        Forbidden: only Managers and Rainmakers release.
        LeadClosed: the lead is closed.

    Source: docs/rules.md, "Claiming" 4.
    """
    _by_hand(lead, me, settings)
    if lead.state == "pooled":
        return unchanged(lead)
    return Decision(
        _withdrawn(lead, me, now).pooled("released", at=now, by=me.agent_id, kind="released", detail=_told(lead, note)),
        loads=merged((*offer_ended(lead), *_owner_gone(lead))),
        audit=_audit("lead.released", lead, me, now, audit_id, owner=None),
    )


def _concerns(lead: Lead, me: Member, settings: Settings) -> None:
    """Nobody learns that a lead exists which they neither see nor were offered."""
    if me.status != "active" or not (lead.had_offer(me.agent_id) or see.may_see(me, lead, settings)):
        raise Missing


def _open_offer(lead: Lead, me: Member, now: datetime) -> Offer:
    if lead.offer is not None and me.agent_id in lead.offer.agent_ids:
        if lead.offer.stands(now):
            return lead.offer
        raise OfferExpired
    raise OfferExpired if lead.had_offer(me.agent_id) else NotOffered


def _claimed_from_pool(lead: Lead, me: Member, settings: Settings, now: datetime) -> Decision:
    return Decision(
        lead.owned("claimed", me.agent_id, at=now, by=me.agent_id, detail={"from": "pool"}),
        loads=(LoadChange(me.agent_id, open_leads=1),),
        tallies=(tally("pool_claimed", now, settings.zone, agent_id=me.agent_id, source_id=lead.source_id),),
    )


def _by_hand(lead: Lead, me: Member, settings: Settings) -> None:
    if not see.may_see(me, lead, settings):
        raise Missing
    if not me.supervises:
        raise Forbidden
    if lead.state == "closed":
        raise LeadClosed


def _withdrawn(lead: Lead, me: Member, now: datetime) -> Lead:
    """The lead with the end of its open offer told first, so that its agents can be."""
    if lead.offer is None:
        return lead
    return lead.become("withdrawn", at=now, by=me.agent_id, detail={"agent_ids": list(lead.offer.agent_ids)})


def _owner_gone(lead: Lead) -> tuple[LoadChange, ...]:
    return (LoadChange(lead.owner, open_leads=-1),) if lead.owner else ()


def _told(lead: Lead, note: str | None) -> dict[str, str]:
    """Who had the lead, and why it changes hands, as far as it is known."""
    return {**({"from": lead.owner} if lead.owner else {}), **({"note": note} if note else {})}


def _audit(what: str, lead: Lead, me: Member, now: datetime, audit_id: str, *, owner: str | None) -> Audit:
    return Audit(audit_id=audit_id, at=now, by=me.agent_id, what=what, subject=lead.lead_id,
                 before={"state": lead.state, "owner": lead.owner}, after={"owner": owner})  # fmt: skip
