"""Decide when a push or a mail goes out.

Of one lead, a member's phone tells at most once in five minutes. In quiet hours both wait, one of each lead.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from shared.domain.kernel import hours
from shared.domain.kernel.notification import Inbox, LastPush, NotificationKind
from shared.domain.kernel.record import LeadId
from shared.domain.kernel.weekly_hours import covers
from shared.domain.notifications.grouping import mark_of
from shared.domain.notifications.notification_events import NotificationEvent
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.settings import Settings

QUIET = timedelta(minutes=5)
MAX_PUSHED = 50  # leads of which an inbox knows the last push
ANY_HOUR: frozenset[NotificationKind] = frozenset({"offer", "sensitive_act"})  # quiet hours do not hold these back
AT_ONCE: frozenset[NotificationKind] = frozenset({"offer", "response_due"})  # a clock runs against their reader


def quiet_until(member: Member, settings: Settings, kind: NotificationKind, now: datetime) -> datetime:
    """Return when a mail or push of this kind may go to the member: now, or at the end of their quiet hours.

    A live offer reaches whoever may receive it, at any hour; so does what tells of a sensitive act.

    Source: docs/rules.md, "Supervision" 11, "Restrictions" 8.
    """
    quiet = member.quiet_hours or settings.quiet_hours
    if quiet == "none" or kind in ANY_HOUR:
        return now
    windows, zone = (quiet.window,), member.zone(settings.zone)
    if not covers(windows, now, zone):
        return now
    return next(hours.open_intervals(windows, zone, now, now + 2 * hours.DAY)).end


def pace_push(
    inbox: Inbox, event: NotificationEvent, now: datetime, earliest: datetime | None = None
) -> tuple[Inbox, datetime | None]:
    """Return when the event is pushed, or None if a push of its lead waits already; and the inbox that knows it.

    What comes within five minutes of the lead's last push waits until they are over, and only the first such event is
    pushed then: the app shows the others. Offers and reminders, which have a deadline, never wait. An event that
    the stream delivers again gets the same answer.

    Args:
        inbox: of the event's member.
        event: the last of its notification.
        now: UTC, from the shell's clock.
        earliest: the end of the member's quiet hours; None if nothing is quiet.

    Source: docs/rules.md, "Supervision" 5 and 11.
    """
    start = earliest or now
    if event.lead_id is None:
        return inbox, start
    last, mark = inbox.pushed.get(event.lead_id), f"{event.kind} {mark_of(event)}"
    if last is not None and last.mark == mark:
        return inbox, last.at
    waits = last is not None and last.at > now
    if event.kind in AT_ONCE and start <= now:
        return (inbox if waits else _with_push(inbox, event.lead_id, LastPush(at=now, mark=mark), now)), now
    if waits:
        return inbox, None
    at = max(start, last.at + QUIET) if last else start
    return _with_push(inbox, event.lead_id, LastPush(at=at, mark=mark), now), at


def pace_mail(
    inbox: Inbox, event: NotificationEvent, now: datetime, earliest: datetime
) -> tuple[Inbox, datetime | None]:
    """Return when the event is mailed, or None if a mail of its lead waits already; and the inbox that knows it.

    Mails wait only for the end of quiet hours. An event that the stream delivers again gets the same answer.

    Args:
        inbox: of the event's member.
        event: the last of its notification.
        now: UTC, from the shell's clock.
        earliest: now, or the end of the member's quiet hours.

    Source: docs/rules.md, "Supervision" 11.
    """
    if event.lead_id is None or earliest <= now:
        return inbox, earliest
    last, mark = inbox.mailed.get(event.lead_id), f"{event.kind} {mark_of(event)}"
    if last is not None and last.at > now:
        return inbox, last.at if last.mark == mark else None
    waiting = {**_recent(inbox.mailed, event.lead_id, now), event.lead_id: LastPush(at=earliest, mark=mark)}
    return inbox.model_copy(update={"mailed": waiting}), earliest


def _with_push(inbox: Inbox, lead_id: LeadId, push: LastPush, now: datetime) -> Inbox:
    """Return the inbox with this push, and without those that hold nothing back any more."""
    return inbox.model_copy(update={"pushed": {**_recent(inbox.pushed, lead_id, now), lead_id: push}})


def _recent(known: Mapping[LeadId, LastPush], lead_id: LeadId, now: datetime) -> dict[LeadId, LastPush]:
    """Return what is known of other leads, without what holds nothing back any more."""
    recent = [(one, last) for one, last in known.items() if one != lead_id and now - last.at < QUIET]
    return dict(recent[-(MAX_PUSHED - 1) :])
