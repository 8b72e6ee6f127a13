"""Write notifications into inboxes, each event once, and list the messages that deliver them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import batched

from shared.domain.kernel.audit import Audit
from shared.domain.kernel.notification import Inbox, Notification, OfferEnd
from shared.domain.kernel.record import AgentId, NotificationId
from shared.domain.lead_records.lead import Lead
from shared.domain.notifications.channels import NotificationChannel, channels_for
from shared.domain.notifications.ended_offers import archive_ended, archive_over, ended_duties, ended_offers
from shared.domain.notifications.grouping import begins, group_events, mark_of, notification_id, recount
from shared.domain.notifications.notification_events import NotificationEvent
from shared.domain.notifications.push_pace import pace_mail, pace_push, quiet_until
from shared.domain.notifications.sensitive_acts import act_of
from shared.domain.plan_records.plan import Plan
from shared.store import inboxes
from shared.store.retry import retry_on_conflict
from shared.store.table import Table, Write

AT_ONCE = 45  # notifications of one transaction, which may need as many inboxes
type Place = tuple[AgentId, NotificationId]
type EventsByNotification = dict[Place, list[NotificationEvent]]
type EndsByNotification = dict[Place, Ending]
type Message = dict[str, str]
type SentAt = dict[tuple[Place, NotificationChannel], datetime | None]


@dataclass(frozen=True, slots=True)
class Ending:
    """Tell how what a notification is about has ended: how an offer did; or the marks of the events that are over."""

    end: OfferEnd | None = None
    marks: tuple[str, ...] = ()


def group_by_notification(events: Iterable[NotificationEvent]) -> EventsByNotification:
    """Group events by the notification that they belong to."""
    grouped: EventsByNotification = {}
    for event in events:
        grouped.setdefault((event.agent_id, notification_id(event)), []).append(event)
    return grouped


def ends_by_notification(
    steps: Sequence[tuple[Lead | None, Lead]], plan: Plan, now: datetime, over: Iterable[NotificationEvent] = ()
) -> EndsByNotification:
    """Return how what these changes ended has ended, by the notifications about it.

    Args:
        steps: leads before and after each change.
        plan: as it is now.
        now: UTC, from the shell's clock.
        over: what else was told and is over.
    """
    ended: EndsByNotification = {
        (one.agent_id, one.notification_id): Ending(one.end)
        for step in steps
        for one in (*ended_offers(*step), *ended_duties(*step, plan, now))
    }
    marks: dict[Place, list[str]] = {}
    for event in over:
        marks.setdefault((event.agent_id, notification_id(event)), []).append(mark_of(event))
    return {place: Ending(marks=tuple(these)) for place, these in marks.items()} | ended


def write_inboxes(
    table: Table, events: EventsByNotification, ends: EndsByNotification, plan: Plan, now: datetime
) -> list[Message]:
    """Write the events into the inboxes, archive the notifications of what ended; return the messages to send.

    What was written before changes nothing, so a batch may be retried. An offer that begins and ends within one batch
    is archived at once.

    Raises:
        Busy: other writers won six times.
    """
    to_send: list[Message] = []
    for part in batched(dict.fromkeys((*events, *ends)), AT_ONCE, strict=False):
        writer = _Writer(table, {one: events[one] for one in part if one in events}, ends, plan, now)
        sent_at = retry_on_conflict(table, lambda writer=writer, part=part: writer.write(part))  # type: ignore[misc]
        to_send += writer.messages(sent_at)
    return to_send


def security_messages(audits: Iterable[Audit], plan: Plan) -> list[dict[str, str]]:
    """Return the messages for `deliver` that tell the security address of sensitive acts, each act once."""
    acts = {act.key: act for entry in audits if (act := act_of(entry, plan))}
    return [
        {"channel": "security", "act": act.code, "by": act.by, "subject": act.subject, "at": act.at.isoformat()}
        for act in acts.values()
    ]


@dataclass(frozen=True, slots=True)
class _Writer:
    """Write one part of a batch, and list what to send of it."""

    table: Table
    events: EventsByNotification
    ends: EndsByNotification
    plan: Plan
    now: datetime

    def write(self, part: Sequence[Place]) -> SentAt:
        """Write the notifications of these places; return when each is sent, None if another message tells of it."""
        wanted: dict[AgentId, list[NotificationId]] = {}
        for agent_id, wanted_id in part:
            wanted.setdefault(agent_id, []).append(wanted_id)
        writes: list[Write] = []
        sent_at: SentAt = {}
        for agent_id, opened in inboxes.read(self.table, wanted).items():
            inbox, changed = opened.inbox, list[Notification]()
            for one in wanted[agent_id]:
                place, before = (agent_id, one), opened.notifications.get(one)
                inbox, added = _add(inbox, before, self.events.get(place, ()))
                inbox, after = _end(inbox, added or before, self.ends[place]) if place in self.ends else (inbox, added)
                changed += [after] if after is not None and after is not before else []
                told = begins(before, self.events.get(place, ()), opened.inbox, self.now)
                for channel in self.channels(place) if told else self.pushes(place):
                    inbox, sent_at[place, channel] = self._pace(inbox, place, channel)
            writes += inboxes.writes(opened.inbox, inbox, changed) if changed or inbox != opened.inbox else []
        self.table.commit(writes)
        return sent_at

    def _pace(self, inbox: Inbox, place: Place, channel: NotificationChannel) -> tuple[Inbox, datetime | None]:
        event, settings = self.events[place][-1], self.plan.settings
        earliest = quiet_until(self.plan.members[place[0]], settings, event.kind, self.now)
        pace = pace_push if channel == "push" else pace_mail
        return pace(inbox, event, self.now, earliest)

    def channels(self, place: Place) -> tuple[NotificationChannel, ...]:
        """Return by which channels the member is notified."""
        grouped = self.events.get(place)
        return channels_for(self.plan.members[place[0]], grouped[-1], self.plan, self.now) if grouped else ()

    def pushes(self, place: Place) -> tuple[NotificationChannel, ...]:
        """Return by which channels the member is told of more of what they were told of already: pushes have a pace.

        Of many leads that are told of together, one push is enough.
        """
        grouped = self.events.get(place)
        return () if grouped and grouped[-1].group else tuple(one for one in self.channels(place) if one == "push")

    def messages(self, sent_at: SentAt) -> Iterator[Message]:
        """Yield the messages for mails and pushes: one per notification and channel of its member, ids only."""
        for place, grouped in self.events.items():
            about = {"lead_id": grouped[-1].lead_id} if grouped[-1].lead_id else {}
            ids = {"agent_id": place[0], "notification_id": place[1], **about}
            for channel in self.channels(place):
                at = sent_at.get((place, channel))
                if at is not None:
                    later = {"not_before": at.isoformat()} if at > self.now else {}
                    yield {"channel": channel, **ids, **later}


def _add(
    inbox: Inbox, before: Notification | None, events: Sequence[NotificationEvent]
) -> tuple[Inbox, Notification | None]:
    """Return the inbox with these events, and their notification; None if it does not change."""
    new = [event for event in events if not _is_known_of_period(inbox, event)]
    notification = group_events(before, new, inbox) if new else None
    if notification is None:
        return inbox, None
    limits = {_told_once(one): str(one.detail["period"]) for one in new if "period" in one.detail}
    counted = recount(inbox, before, notification)
    return counted.model_copy(update={"limits": inbox.limits | limits}), notification


def _end(inbox: Inbox, notification: Notification | None, ending: Ending) -> tuple[Inbox, Notification | None]:
    """Return the inbox and the notification once what it tells of is over, or some of it."""
    if notification is None:
        return inbox, notification
    if ending.end is None:
        archived, after = archive_over(notification, inbox, ending.marks)
    else:
        archived, after = archive_ended(notification, inbox, ending.end)
    return after, archived


def _is_known_of_period(inbox: Inbox, event: NotificationEvent) -> bool:
    """Return whether the member was notified already in this period: of a limit, or that mails wait to be read."""
    return "period" in event.detail and inbox.limits.get(_told_once(event)) == event.detail["period"]


def _told_once(event: NotificationEvent) -> str:
    """Return what is told once a period: a limit, or the kind of the notification."""
    return str(event.detail.get("limit", event.kind))
