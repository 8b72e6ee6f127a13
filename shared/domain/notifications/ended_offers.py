"""Decide what a change of a lead ended, and how: notifications of offers, messages and responses that are owed.

They are archived with what they are about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from shared.domain.kernel.event_details import ClaimedDetail, ExpiredDetail, PassedDetail, ResponseMissedDetail
from shared.domain.kernel.notification import Inbox, Notification, OfferEnd
from shared.domain.kernel.record import AgentId, NotificationId
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.offer import Offer
from shared.domain.notifications.grouping import is_archived, notification_id, set_archived
from shared.domain.notifications.notification_events import NotificationEvent
from shared.domain.notifications.receivers import stand_ins
from shared.domain.plan_records.plan import Plan


class EndedOffer(NamedTuple):
    """The end of an offer for one of its agents, and the notification that told them of the offer."""

    agent_id: AgentId
    notification_id: NotificationId
    end: OfferEnd


def ended_offers(before: Lead | None, after: Lead) -> Iterator[EndedOffer]:
    """Yield each agent to whom `before` was offered and `after` is not, at least not by the same offer.

    It does not matter whether they are active or may see the lead: what asks nothing of them any more goes.

    Source: docs/rules.md, "Supervision" 5.
    """
    offer = before.offer if before is not None else None
    if before is None or offer is None:
        return
    same = after.offer is not None and after.offer.offer_id == offer.offer_id
    open_to = after.offer.agent_ids if same and after.offer else ()
    for agent_id in offer.agent_ids:
        if agent_id not in open_to:
            yield EndedOffer(agent_id, _notification_of(offer, agent_id), _end(before, after, agent_id))


def ended_duties(before: Lead | None, after: Lead, plan: Plan, now: datetime) -> Iterator[EndedOffer]:
    """Yield what the lead's owner need do no more: answer messages, or respond in time, as they were reminded to.

    Of messages those were told, too, who stand in for the owner.

    Source: docs/rules.md, "Supervision" 5.
    """
    if before is None or before.owner is None:
        return
    me, stays = before.owner, after.owner == before.owner and after.state == "owned"
    talk, left = before.conversation, after.conversation
    if talk and talk.waiting_since and not (stays and left and left.waiting_since == talk.waiting_since):
        event = NotificationEvent(me, "message", talk.waiting_since, "", before.lead_id, since=talk.waiting_since)
        for agent_id in dict.fromkeys((me, *stand_ins(before, plan, now))):
            told = notification_id(replace(event, agent_id=agent_id))
            yield EndedOffer(agent_id, told, "answered" if stays and left else "over")
    owed, still = before.response, after.response
    if owed and owed.reminded and not (still and still.response_id == owed.response_id):
        event = NotificationEvent(me, "response_due", owed.half, owed.response_id)
        missed = any(isinstance(one.typed_detail, ResponseMissedDetail) for one in after.events_since(before))
        yield EndedOffer(me, notification_id(event), "answered" if stays and not missed else "over")


def archive_ended(notification: Notification, inbox: Inbox, end: OfferEnd) -> tuple[Notification, Inbox]:
    """Archive the notification of what ended, once: if its reader brings it back, it stays with them.

    Source: docs/rules.md, "Supervision" 5.
    """
    if notification.ended is not None:
        return notification, inbox
    return set_archived(notification.model_copy(update={"ended": end}), inbox, archived=True)


def archive_over(notification: Notification, inbox: Inbox, marks: Iterable[str]) -> tuple[Notification, Inbox]:
    """Note that the events with these marks are over, and archive the notification once all that it counts are.

    If its reader brings it back, it stays with them.

    Source: docs/rules.md, "Supervision" 5.
    """
    over = dict.fromkeys(notification.over) | dict.fromkeys(one for one in marks if one in notification.seen)
    if len(over) == len(notification.over):
        return notification, inbox
    noted = notification.model_copy(update={"over": tuple(over)})
    if len(over) < len(noted.seen) or is_archived(noted, inbox):
        return noted, inbox
    return set_archived(noted, inbox, archived=True)


def _notification_of(offer: Offer, agent_id: AgentId) -> NotificationId:
    """Return the id of the notification that told the agent of the offer."""
    return notification_id(NotificationEvent(agent_id, "offer", offer.made_at, offer.offer_id))


def _end(before: Lead, after: Lead, agent_id: AgentId) -> OfferEnd:
    for event in after.events_since(before):
        match event.typed_detail:
            case ClaimedDetail():
                return "claimed" if event.by == agent_id else "taken"
            case PassedDetail(agent_ids=agent_ids) if agent_id in agent_ids:
                return "passed"
            case ExpiredDetail():
                return "expired"
    return "withdrawn"
