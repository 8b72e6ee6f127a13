"""Gathering: news become notices, each event once, and many of one kind within a minute as one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import timedelta

from shared.domain.kernel.notification import MAX_LEADS, Inbox, Notification, NotificationKind
from shared.domain.kernel.record import NotificationId
from shared.domain.notifications.notification_events import NotificationEvent

KEPT = timedelta(days=90)
# Each of these is about one thing that its reader must find again: they are never put together.
SINGLE: frozenset[NotificationKind] = frozenset(
    {"offer", "mention", "task_due", "message", "response_due", "response_missed", "limit_reached", "target_disabled"}
)


def notification_id(news: NotificationEvent) -> NotificationId:
    """The notice that these news belong to: the same for the same event, and for those it is gathered with.

    Sorts by time.

    Source: docs/rules.md, "Supervision" 5.
    """
    alone = news.kind in SINGLE
    at = news.at if alone else news.at.replace(second=0, microsecond=0)
    what = news.key if alone else at.isoformat()
    digest = hashlib.sha256(f"{news.agent_id} {news.kind} {what}".encode()).hexdigest()
    return f"notification_{int(at.timestamp() * 1000):012x}{digest[:20]}"


def group_events(notice: Notification | None, news: Iterable[NotificationEvent], inbox: Inbox) -> Notification | None:
    """The notice with what it had not told yet; None where it had told all of it.

    One that was archived meanwhile is new again.

    Args:
        notice: as read; None if there is none yet.
        news: that belong to it, in order; at least one.
        inbox: whose it is.

    Source: docs/rules.md, "Supervision" 5.
    """
    seen = {} if notice is None else dict.fromkeys(notice.seen)
    fresh = [one for one in news if (mark := _mark(one)) not in seen and not seen.update({mark: None})]
    if not fresh:
        return None
    leads = dict.fromkeys(() if notice is None else notice.lead_ids)
    for one in fresh:
        if one.lead_id:
            leads.pop(one.lead_id, None)
            leads[one.lead_id] = None
    last = fresh[-1]
    return Notification(
        notification_id=notification_id(last),
        agent_id=last.agent_id,
        kind=last.kind,
        at=last.at if notice is None else max(last.at, notice.at),
        lead_ids=tuple(leads)[-MAX_LEADS:],
        count=len(seen),
        detail=last.detail,
        seen=tuple(seen),
        epoch=inbox.epoch,
        forget_at=last.at + KEPT,
        version=0 if notice is None else notice.version,
    )


def is_new(notice: Notification | None, inbox: Inbox) -> bool:
    """Whether the notice is among the new ones: neither archived by itself, nor with all of its time.

    Source: docs/rules.md, "Supervision" 5.
    """
    return notice is not None and not notice.archived and notice.epoch == inbox.epoch


def filed(notice: Notification, inbox: Inbox, *, archived: bool) -> tuple[Notification, Inbox]:
    """The notice archived, or among the new ones again, and its inbox's count then.

    Source: docs/rules.md, "Supervision" 5.
    """
    moved = notice.model_copy(update={"archived": archived, "epoch": notice.epoch if archived else inbox.epoch})
    change = int(is_new(moved, inbox)) - int(is_new(notice, inbox))
    return moved, inbox.model_copy(update={"unread": inbox.unread + change})


def _mark(news: NotificationEvent) -> str:
    return hashlib.sha256(news.key.encode()).hexdigest()[:12]
