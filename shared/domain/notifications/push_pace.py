"""Decide when a push goes out: of one lead, a member's phone tells at most once in five minutes."""

from __future__ import annotations

from datetime import datetime, timedelta

from shared.domain.kernel.notification import Inbox, LastPush, NotificationKind
from shared.domain.kernel.record import LeadId
from shared.domain.notifications.grouping import mark_of
from shared.domain.notifications.notification_events import NotificationEvent

QUIET = timedelta(minutes=5)
MAX_PUSHED = 50  # leads of which an inbox knows the last push
AT_ONCE: frozenset[NotificationKind] = frozenset({"offer", "response_due"})  # a clock runs against their reader


def pace_push(inbox: Inbox, event: NotificationEvent, now: datetime) -> tuple[Inbox, datetime | None]:
    """Return when the event is pushed, or None if a push of its lead waits already; and the inbox that knows it.

    What comes within five minutes of the lead's last push waits until they are over, and only the first such event is
    pushed then: the app shows the others. Offers and reminders, which have a deadline, never wait. An event that
    the stream delivers again gets the same answer.

    Args:
        inbox: of the event's member.
        event: the last of its notification.
        now: UTC, from the shell's clock.

    Source: docs/rules.md, "Supervision" 5.
    """
    if event.lead_id is None:
        return inbox, now
    last, mark = inbox.pushed.get(event.lead_id), f"{event.kind} {mark_of(event)}"
    if last is not None and last.mark == mark:
        return inbox, last.at
    waits = last is not None and last.at > now
    if event.kind in AT_ONCE:
        return (inbox if waits else _with_push(inbox, event.lead_id, LastPush(at=now, mark=mark), now)), now
    if waits:
        return inbox, None
    at = max(now, last.at + QUIET) if last else now
    return _with_push(inbox, event.lead_id, LastPush(at=at, mark=mark), now), at


def _with_push(inbox: Inbox, lead_id: LeadId, push: LastPush, now: datetime) -> Inbox:
    """Return the inbox with this push, and without those that hold nothing back any more."""
    recent = {one: last for one, last in inbox.pushed.items() if one != lead_id and now - last.at < QUIET}
    kept = list(recent.items())[-(MAX_PUSHED - 1) :]
    return inbox.model_copy(update={"pushed": {**dict(kept), lead_id: push}})
