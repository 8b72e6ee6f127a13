"""Derive the notification events of a batch of the stream: who is notified of what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from functions.notify.stream_records import StreamRecords
from shared.domain.notifications import notification_events, sensitive_acts, task_events
from shared.domain.notifications.notification_events import NotificationEvent
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.workload import Workload
from shared.store import codec, keys
from shared.store.lists import lead_lists, to_read
from shared.store.table import Table


def events_of(table: Table, records: StreamRecords, plan: Plan, now: datetime) -> Iterator[NotificationEvent]:
    """Yield the events of which members are notified; read leads and workloads from the table where needed."""
    for before, after in records.leads:
        yield from notification_events.events_of_lead(before, after, plan)
        yield from task_events.events_of_tasks(before, after, plan)
    for was, route in records.routes:
        yield from notification_events.events_of_route(was, route, plan)
    for known, target in records.targets:
        yield from notification_events.events_of_target(known, target, plan)
    for entry in records.audits:
        yield from sensitive_acts.events_of_act(entry, plan)
    for earlier, progress in records.retention:
        yield from notification_events.events_of_retention(earlier, progress, plan)
    for was_watched, watched in records.sources:
        yield from notification_events.events_of_sources(was_watched, watched, plan)
    if records.to_read:  # one for all: who was told of the first of a day is told no more
        waiting = max(to_read.count(table), len(records.to_read))  # the index may lag
        yield from notification_events.events_of_mail(records.to_read[0], waiting, plan)
    yield from _mentions(table, records, plan)
    yield from _limits(table, records, plan, now)


def _mentions(table: Table, records: StreamRecords, plan: Plan) -> Iterator[NotificationEvent]:
    tagging = [(before, after) for before, after in records.comments if after.mentions]
    leads = (
        {lead.lead_id: lead for lead in lead_lists.leads(table, {comment.lead_id for _, comment in tagging})}
        if tagging
        else {}
    )
    for before, comment in tagging:
        if (lead := leads.get(comment.lead_id)) and lead.is_real:
            yield from notification_events.events_of_comment(before, comment, lead, plan)


def _limits(table: Table, records: StreamRecords, plan: Plan, now: datetime) -> Iterator[NotificationEvent]:
    """Yield which limits are reached, of the members who have just received a lead."""
    owners = {owner for before, after in records.leads if (owner := notification_events.new_owner(before, after))}
    limited = [plan.members[one] for one in sorted(owners) if one in plan.members and plan.members[one].limits.any]
    items = table.items(keys.workload(member.agent_id) for member in limited) if limited else {}
    for member in limited:
        if item := items.get(keys.workload(member.agent_id)):
            yield from notification_events.events_of_limits(member, codec.from_item(Workload, item), plan, now)
