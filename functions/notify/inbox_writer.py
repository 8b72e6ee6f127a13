"""Write notifications into inboxes, each event once, and list the messages that deliver them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import batched

from shared.domain.kernel.audit import Audit
from shared.domain.kernel.notification import Inbox, Notification, OfferEnd
from shared.domain.kernel.record import AgentId, NotificationId
from shared.domain.lead_records.lead import Lead
from shared.domain.notifications.channels import channels_for
from shared.domain.notifications.ended_offers import archive_ended, ended_offers
from shared.domain.notifications.grouping import group_events, is_new, notification_id
from shared.domain.notifications.notification_events import NotificationEvent
from shared.domain.notifications.sensitive_acts import act_of
from shared.domain.plan_records.plan import Plan
from shared.store import inboxes
from shared.store.retry import retry_on_conflict
from shared.store.table import Table, Write

AT_ONCE = 45  # notifications of one transaction, which may need as many inboxes
type Place = tuple[AgentId, NotificationId]
type EventsByNotification = dict[Place, list[NotificationEvent]]
type EndsByNotification = dict[Place, OfferEnd]


def group_by_notification(events: Iterable[NotificationEvent]) -> EventsByNotification:
    """Group events by the notification that they belong to."""
    grouped: EventsByNotification = {}
    for event in events:
        grouped.setdefault((event.agent_id, notification_id(event)), []).append(event)
    return grouped


def ends_by_notification(steps: Iterable[tuple[Lead | None, Lead]]) -> EndsByNotification:
    """Return how the offers ended that these changes of leads ended, by their notifications."""
    return {(one.agent_id, one.notification_id): one.end for step in steps for one in ended_offers(*step)}


def write_inboxes(table: Table, events: EventsByNotification, ends: EndsByNotification) -> None:
    """Write the events into the inboxes, and archive the notifications of offers that ended.

    What was written before changes nothing, so a batch may be retried. An offer that begins and ends within one batch
    is archived at once.

    Raises:
        Busy: other writers won six times.
    """
    for part in batched(dict.fromkeys((*events, *ends)), AT_ONCE, strict=False):
        retry_on_conflict(table, lambda part=part: _write(table, part, events, ends))  # type: ignore[misc]


def messages(events: EventsByNotification, plan: Plan, now: datetime) -> Iterator[dict[str, str]]:
    """Yield the messages for mails and pushes: one for each notification and channel of its member, with ids only."""
    for (agent_id, notification), grouped in events.items():
        last = grouped[-1]
        about = {"lead_id": last.lead_id} if last.lead_id else {}
        for channel in channels_for(plan.members[agent_id], last, plan, now):
            yield {"channel": channel, "agent_id": agent_id, "notification_id": notification, **about}


def security_messages(audits: Iterable[Audit], plan: Plan) -> list[dict[str, str]]:
    """Return the messages for `deliver` that tell the security address of sensitive acts, each act once."""
    acts = {act.key: act for entry in audits if (act := act_of(entry, plan))}
    return [
        {"channel": "security", "act": act.code, "by": act.by, "subject": act.subject, "at": act.at.isoformat()}
        for act in acts.values()
    ]


def _write(table: Table, part: Sequence[Place], events: EventsByNotification, ends: EndsByNotification) -> None:
    wanted: dict[AgentId, list[NotificationId]] = {}
    for agent_id, wanted_id in part:
        wanted.setdefault(agent_id, []).append(wanted_id)
    writes: list[Write] = []
    for agent_id, opened in inboxes.read(table, wanted).items():
        inbox, changed = opened.inbox, list[Notification]()
        for one in wanted[agent_id]:
            place, before = (agent_id, one), opened.notifications.get(one)
            inbox, added = _add(inbox, before, events.get(place, ()))
            inbox, after = _end(inbox, added or before, ends.get(place))
            changed += [after] if after is not None and after is not before else []
        writes += inboxes.writes(opened.inbox, inbox, changed) if changed else []
    table.commit(writes)


def _add(
    inbox: Inbox, before: Notification | None, events: Sequence[NotificationEvent]
) -> tuple[Inbox, Notification | None]:
    """Return the inbox with these events, and their notification; None if it does not change."""
    new = [event for event in events if not _limit_known(inbox, event)]
    notification = group_events(before, new, inbox) if new else None
    if notification is None:
        return inbox, None
    limits = {str(one.detail["limit"]): str(one.detail["period"]) for one in new if one.kind == "limit_reached"}
    unread = inbox.unread + int(not is_new(before, inbox))
    return inbox.model_copy(update={"unread": unread, "limits": inbox.limits | limits}), notification


def _end(inbox: Inbox, notification: Notification | None, end: OfferEnd | None) -> tuple[Inbox, Notification | None]:
    """Return the inbox and the notification once its offer has ended, if it has."""
    if notification is None or end is None:
        return inbox, notification
    archived, after = archive_ended(notification, inbox, end)
    return after, archived


def _limit_known(inbox: Inbox, event: NotificationEvent) -> bool:
    """Return whether the member was notified already that this limit is reached in this period."""
    return event.kind == "limit_reached" and inbox.limits.get(str(event.detail["limit"])) == event.detail["period"]
