"""Snooze notifications: each leaves the new ones and comes back as new at its time.

The inbox names what is snoozed, and until when. So listing and counting decide alone what has come back, and nothing
has to run at that time.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from shared.domain.kernel.notification import Inbox, Notification
from shared.domain.kernel.record import NotificationId
from shared.domain.notifications.grouping import KEPT, set_archived

SnoozeUntil = Literal["later", "tomorrow", "monday"]
MAX_SNOOZED = 50  # of a member, at once
LATER = timedelta(hours=3)
MORNING = time(9)


def returns_at(until: SnoozeUntil, zone: ZoneInfo, now: datetime) -> datetime:
    """Return when the notification comes back: in three hours, tomorrow at nine, or next Monday at nine.

    Args:
        until: as chosen.
        zone: the member's, which tells what nine o'clock is.
        now: UTC, from the shell's clock.

    Source: docs/rules.md, "Supervision" 5.
    """
    if until == "later":
        return now.replace(microsecond=0) + LATER
    today = now.astimezone(zone).date()
    days = 1 if until == "tomorrow" else 7 - today.weekday()
    return datetime.combine(today + timedelta(days=days), MORNING, zone).astimezone(UTC)


def snooze(notification: Notification, inbox: Inbox, at: datetime) -> tuple[Notification, Inbox]:
    """Take the notification from the new ones until `at`, whatever it was before.

    It is stored as archived; that it is snoozed stands in the inbox alone.

    Source: docs/rules.md, "Supervision" 5.
    """
    archived, rest = set_archived(notification, inbox, archived=True)
    kept = archived.model_copy(update={"forget_at": max(archived.forget_at, at + KEPT)})
    return kept, rest.model_copy(update={"snoozed": {**rest.snoozed, notification.notification_id: at}})


def displaced(inbox: Inbox, notification_id: NotificationId) -> NotificationId | None:
    """Return which snoozed notification comes back at once to make room for this one; None if there is room.

    Source: docs/rules.md, "Supervision" 5.
    """
    others = {one: at for one, at in inbox.snoozed.items() if one != notification_id}
    return min(others, key=lambda one: (others[one], one)) if len(others) >= MAX_SNOOZED else None


def returned(inbox: Inbox, now: datetime) -> list[NotificationId]:
    """Return the notifications that have come back, the latest first."""
    return [one for one, at in sorted(inbox.snoozed.items(), key=_by_time, reverse=True) if at <= now]


def waiting(inbox: Inbox, now: datetime) -> list[NotificationId]:
    """Return the notifications that are still snoozed, what comes back first being first."""
    return [one for one, at in sorted(inbox.snoozed.items(), key=_by_time) if at > now]


def unread(inbox: Inbox, now: datetime) -> int:
    """Return how many notifications are new: those that came back too.

    Source: docs/rules.md, "Supervision" 5.
    """
    return inbox.unread + len(returned(inbox, now))


def change_counter(inbox: Inbox, now: datetime) -> int:
    """Return the counter that clients poll: it moves too when a notification comes back, though nothing is written."""
    return inbox.counter + len(returned(inbox, now))


def archive_all(inbox: Inbox, now: datetime) -> Inbox:
    """Archive all new notifications, also those that came back; what is still snoozed comes back at its time.

    Source: docs/rules.md, "Supervision" 5.
    """
    snoozed = {one: inbox.snoozed[one] for one in waiting(inbox, now)}
    return inbox.model_copy(update={"epoch": inbox.epoch + 1, "unread": 0, "snoozed": snoozed})


def changed_snoozes(before: Inbox, after: Inbox) -> int:
    """Return how many entries differ: the stored counter makes up for them, so that what clients poll only grows."""
    return sum(after.snoozed.get(one) != at for one, at in before.snoozed.items())


def _by_time(entry: tuple[NotificationId, datetime]) -> tuple[datetime, NotificationId]:
    return entry[1], entry[0]
