"""Decide whether a notification still goes out by mail or push, and when.

Which channels a member wants is decided in `channels`; this is checked again just before sending.
"""

from __future__ import annotations

from datetime import datetime

from shared.domain import access
from shared.domain.kernel.notification import LOSSES, Notification
from shared.domain.lead_records.lead import Lead
from shared.domain.leads.claim_link import ClaimLink
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan


def may_send(notification: Notification, lead: Lead | None, me: Member, plan: Plan, now: datetime) -> bool:
    """Return whether the notification may still be sent to `me`.

    Its receiver must be active and may see the lead, which must not be erased; of a mention they must still be able to
    read what is said. An offer must still be open.

    Args:
        notification: what to send.
        lead: the lead it is about, as it is now; None if it is about none.
        me: the receiver.
        plan: as it is now.
        now: UTC, from the shell's clock.

    Source: docs/rules.md, "Restrictions" 2, "People's data" 2.
    """
    if me.status != "active":
        return False
    if notification.kind == "offer":
        return lead is not None and offer_link(lead, me, now, notification.detail.get("offer_id")) is not None
    if lead is None or notification.kind in LOSSES:
        return True
    may = access.may_read if notification.kind == "mention" else access.may_see
    return lead.erased_at is None and may(me, lead, plan.settings)


def visible_lead(lead: Lead | None, me: Member, plan: Plan) -> Lead | None:
    """Return the lead if `me` may see it now, else None."""
    return lead if lead is not None and access.may_see(me, lead, plan.settings) else None


def offer_link(lead: Lead, me: Member, now: datetime, offer_id: object = None) -> ClaimLink | None:
    """Return the claim link of the lead's open offer to `me`; None if there is none, or it is not `offer_id`."""
    offer = lead.offer
    if offer is None or me.agent_id not in offer.agent_ids or not offer.stands(now):
        return None
    return ClaimLink.of(lead.lead_id, offer, me.agent_id) if offer_id in (None, offer.offer_id) else None


def send_at(notification: Notification, lead: Lead | None, plan: Plan, now: datetime) -> datetime | None:
    """Return when the notification may be sent: now, or for an offer with a working clock, in working hours.

    None if the offer ends before the team works again.

    Source: docs/rules.md, "Offers and deadlines" 1.
    """
    offer = lead.offer if lead is not None and notification.kind == "offer" else None
    route = plan.routes_by_id.get(offer.route_id) if offer else None
    if offer is None or route is None or route.claim_clock == "always":
        return now
    return route.working_time(plan.settings, now).next_at(now, offer.deadline)
