"""Group events into notifications: each event counts once, and events of one kind within a minute share one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from shared.domain.kernel.notification import MAX_LEADS, Inbox, Notification, NotificationKind
from shared.domain.kernel.record import NotificationId
from shared.domain.notifications.notification_events import NotificationEvent

KEPT = timedelta(days=90)
# Each of these is about one thing that the reader must be able to open, so they are never grouped.
SINGLE: frozenset[NotificationKind] = frozenset({
    "offer", "mention", "task_assigned", "task_due", "task_overdue", "task_done",
    "message", "response_due", "response_missed", "limit_reached", "target_disabled",
    "sensitive_act", "erasure_due", "source_silent", "source_failing", "to_read", "doubted",
    "address_paused",
})  # fmt: skip


def notification_id(event: NotificationEvent) -> NotificationId:
    """Return the id of the notification that the event belongs to, equal for all events grouped in it.

    Ids sort by time.

    Source: docs/rules.md, "Supervision" 5.
    """
    if event.since is not None:
        at, group = event.since, f"{event.group or event.lead_id}:{event.since.isoformat()}"
    else:
        alone = event.kind in SINGLE
        at = event.at if alone else event.at.replace(second=0, microsecond=0)
        group = event.key if alone else at.isoformat()
    digest = hashlib.sha256(f"{event.agent_id} {event.kind} {group}".encode()).hexdigest()
    return f"notification_{int(at.timestamp() * 1000):012x}{digest[:20]}"


def group_events(
    notification: Notification | None, events: Iterable[NotificationEvent], inbox: Inbox
) -> Notification | None:
    """Return the notification with the events added that it does not hold yet; None if it holds all of them.

    A notification that was archived meanwhile becomes new again.

    Args:
        notification: as read; None if there is none yet.
        events: all that belong to it, in order; at least one.
        inbox: of the same member.

    Source: docs/rules.md, "Supervision" 5.
    """
    seen = {} if notification is None else dict.fromkeys(notification.seen)
    new = []
    for event in events:
        if (mark := mark_of(event)) not in seen:
            seen[mark] = None
            new.append(event)
    if not new:
        return None
    leads = dict.fromkeys(() if notification is None else notification.lead_ids)
    for event in new:
        if event.lead_id:
            leads.pop(event.lead_id, None)  # so that the latest lead comes last
            leads[event.lead_id] = None
    last = new[-1]
    return Notification(
        notification_id=notification_id(last),
        agent_id=last.agent_id,
        kind=last.kind,
        at=last.at if notification is None else max(last.at, notification.at),
        lead_ids=tuple(leads)[-MAX_LEADS:],
        count=len(seen),
        detail=last.detail,
        seen=tuple(seen),
        over=() if notification is None else notification.over,
        epoch=inbox.epoch,
        forget_at=last.at + KEPT,
        version=0 if notification is None else notification.version,
    )


def begins(notification: Notification | None, events: Iterable[NotificationEvent], inbox: Inbox, now: datetime) -> bool:
    """Return whether these events are the first that their reader is told of, of those that belong together.

    What comes while the reader has not yet archived the others only counts with them: no further mail is sent. Events
    that are delivered again are told of again, because nobody knows whether their mail was sent.

    Args:
        notification: as read before the events are added; None if there is none yet.
        events: all that belong to it.
        inbox: of the same member.
        now: UTC, from the shell's clock.

    Source: docs/rules.md, "Supervision" 5.
    """
    if notification is None or not is_new(notification, inbox, now):
        return True
    return any(event.since is None or mark_of(event) in notification.seen for event in events)


def is_new(notification: Notification | None, inbox: Inbox, now: datetime) -> bool:
    """Return whether the notification is new: archived neither alone nor with all others, and not snoozed any more.

    Source: docs/rules.md, "Supervision" 5.
    """
    if notification is None:
        return False
    until = inbox.snoozed.get(notification.notification_id)
    return _is_counted(notification, inbox) if until is None else until <= now


def is_archived(notification: Notification, inbox: Inbox) -> bool:
    """Return whether the notification is archived: neither new nor snoozed."""
    return notification.notification_id not in inbox.snoozed and not _is_counted(notification, inbox)


def set_archived(notification: Notification, inbox: Inbox, *, archived: bool) -> tuple[Notification, Inbox]:
    """Archive a notification or make it new again, snoozed or not, and adjust the inbox's count of unread ones.

    Source: docs/rules.md, "Supervision" 5.
    """
    epoch = notification.epoch if archived else inbox.epoch
    after = notification.model_copy(update={"archived": archived, "epoch": epoch})
    return after, recount(inbox, notification, after)


def recount(inbox: Inbox, before: Notification | None, after: Notification) -> Inbox:
    """Return the inbox once a notification became what it is in `after`: counted, or not, and not snoozed."""
    rest = {one: at for one, at in inbox.snoozed.items() if one != after.notification_id}
    awake = inbox.model_copy(update={"snoozed": rest})
    was = before is not None and _is_counted(before, inbox)
    change = int(_is_counted(after, awake)) - int(was)
    return awake.model_copy(update={"unread": inbox.unread + change})


def _is_counted(notification: Notification, inbox: Inbox) -> bool:
    """Return whether the notification is among those that the inbox's `unread` counts."""
    awake = notification.notification_id not in inbox.snoozed
    return awake and not notification.archived and notification.epoch == inbox.epoch


def mark_of(event: NotificationEvent) -> str:
    """Return the mark by which an event that is delivered again is known, in its notification or among its pushes."""
    return hashlib.sha256(event.key.encode()).hexdigest()[:12]
