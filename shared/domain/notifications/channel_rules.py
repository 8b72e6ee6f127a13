"""Reaching somebody beside the app: whether a notice still goes out by mail or push, and when."""

from __future__ import annotations

from datetime import datetime

from shared.domain import access
from shared.domain.kernel import hours
from shared.domain.kernel.notification import Notification, NotificationKind
from shared.domain.lead_records.lead import Lead
from shared.domain.leads.claim_link import ClaimLink
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan

# What tells that a lead is gone is told although it cannot be seen any more, and tells nothing of the lead.
LOSSES: frozenset[NotificationKind] = frozenset({"offer_missed", "offer_withdrawn", "response_missed"})


def goes_out(notice: Notification, lead: Lead | None, me: Member, plan: Plan, now: datetime) -> bool:
    """Whether the notice still holds: somebody active is told of what they may see, and of an offer while it stands.

    Args:
        notice: what is told.
        lead: the one it is about, as it is now; None for a notice about none.
        me: who is told.
        plan: as it is now.
        now: UTC, from the shell's clock.

    Source: docs/rules.md, "Restrictions" 2.
    """
    if me.status != "active":
        return False
    if notice.kind == "offer":
        return lead is not None and offer_to(lead, me, now, notice.detail.get("offer_id")) is not None
    return lead is None or notice.kind in LOSSES or access.may_see(me, lead, plan.settings)


def to_show(lead: Lead | None, me: Member, plan: Plan) -> Lead | None:
    """The lead, if `me` may see it now."""
    return lead if lead is not None and access.may_see(me, lead, plan.settings) else None


def offer_to(lead: Lead, me: Member, now: datetime, offer_id: object = None) -> ClaimLink | None:
    """The link to the lead's offer, while `me` has it and it stands; with `offer_id`, only if it is that one."""
    offer = lead.offer
    if offer is None or me.agent_id not in offer.agent_ids or not offer.stands(now):
        return None
    return ClaimLink.of(lead.lead_id, offer, me.agent_id) if offer_id in (None, offer.offer_id) else None


def awake_at(notice: Notification, lead: Lead | None, plan: Plan, now: datetime) -> datetime | None:
    """When the notice may go out: now, but for offers by the clock `working`, of which nobody is told outside hours.

    None if the offer ends before the team works again.

    Source: docs/rules.md, "Offers and deadlines" 1.
    """
    offer = lead.offer if lead is not None and notice.kind == "offer" else None
    route = plan.routes_by_id.get(offer.route_id) if offer else None
    if offer is None or route is None or route.claim_clock == "always":
        return now
    return hours.next_open(plan.settings.working_hours, plan.settings.zone, now, offer.deadline)
