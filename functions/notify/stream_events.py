"""Derive the notification events of a batch of the stream: who is notified of what, and what of it is over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from functions.notify.stream_records import StreamRecords
from shared.domain.kernel.record import AgentId
from shared.domain.lead_records.lead import Lead
from shared.domain.notifications import address_events, notification_events, sensitive_acts, task_events, team_events
from shared.domain.notifications.ended_news import ended_news
from shared.domain.notifications.notification_events import NotificationEvent
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.workload import Workload
from shared.store import codec, inboxes, keys
from shared.store.lists import lead_lists, to_read
from shared.store.table import Table


@dataclass(frozen=True, slots=True)
class StreamEvents:
    """Hold what members are to be notified of, and what they were notified of that is over."""

    news: list[NotificationEvent]
    over: list[NotificationEvent]


def events_of(table: Table, records: StreamRecords, plan: Plan, now: datetime) -> StreamEvents:
    """Return the events of a batch; read leads, workloads and inboxes from the table where needed."""
    found = StreamEvents([*_news(table, records, plan)], [*_over(table, records, plan, now)])
    for news, over in _limits(table, records, plan, now):
        found.news.extend(news)
        found.over.extend(over)
    return found


def _news(table: Table, records: StreamRecords, plan: Plan) -> Iterator[NotificationEvent]:
    for before, after in records.leads:
        yield from notification_events.events_of_lead(before, after, plan)
        yield from task_events.events_of_tasks(before, after, plan)
    for was, route in records.routes:
        yield from team_events.events_of_route(was, route, plan)
    for known, target in records.targets:
        yield from team_events.events_of_target(known, target, plan)
    for entry in records.audits:
        yield from sensitive_acts.events_of_act(entry, plan)
    for earlier, progress in records.retention:
        yield from team_events.events_of_retention(earlier, progress, plan)
    for was_watched, watched in records.sources:
        yield from team_events.events_of_sources(was_watched, watched, plan)
    for was_paused, paused in records.addresses:
        yield from address_events.events_of_address(was_paused, paused, plan)
    if records.to_read:  # one for all: who was told of the first of a day is told no more
        waiting = max(to_read.count(table), len(records.to_read))  # the index may lag
        yield from team_events.events_of_mail(records.to_read[0], waiting, plan)
    yield from _mentions(table, records, plan)


def _over(table: Table, records: StreamRecords, plan: Plan, now: datetime) -> Iterator[NotificationEvent]:
    for before, after in records.leads:
        yield from ended_news(before, after, plan)
        yield from task_events.ended_tasks(before, after)
    for said, comment in records.comments:
        yield from task_events.ended_mentions(said, comment)
    for was, route in records.routes:
        yield from team_events.ended_switches(was, route, plan)
    for known, target in records.targets:
        yield from team_events.ended_troubles(known, target, plan)
    for earlier, progress in records.retention:
        yield from team_events.ended_retention(earlier, progress, plan)
    for was_watched, watched in records.sources:
        yield from team_events.ended_sources(was_watched, watched, plan)
    for was_paused, paused in records.addresses:
        yield from address_events.ended_address(was_paused, paused, plan)
    if records.dealt_with and not records.to_read and _all_read(table, records):
        yield from team_events.ended_mail(plan, now)


def _all_read(table: Table, records: StreamRecords) -> bool:
    """Return whether no mail waits any more; the index may still list those that were just dealt with."""
    gone = {(one.source_id, one.hash) for one in records.dealt_with}
    return all(entry in gone for entry in to_read.first(table, len(gone) + 1))


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


def _limits(
    table: Table, records: StreamRecords, plan: Plan, now: datetime
) -> Iterator[tuple[Iterator[NotificationEvent], Iterator[NotificationEvent]]]:
    """Yield which limits are reached, and not any more, by the members who have just received or lost a lead."""
    holders = {one for before, after in records.leads for one in _owner_changes(before, after)}
    limited = [plan.members[one] for one in sorted(holders) if one in plan.members and plan.members[one].limits.any]
    where = [of(member.agent_id) for member in limited for of in (keys.workload, keys.inbox)]
    items = table.items(where) if limited else {}
    for member in limited:
        if item := items.get(keys.workload(member.agent_id)):
            workload = codec.from_item(Workload, item)
            told = inboxes.from_item(items.get(keys.inbox(member.agent_id)), member.agent_id).limits
            yield (
                team_events.events_of_limits(member, workload, plan, now),
                team_events.ended_limits(member, workload, told, plan, now),
            )


def _owner_changes(before: Lead | None, after: Lead) -> Iterator[AgentId]:
    """Yield who became the lead's owner by this change, and who is no more."""
    was, owns = (one.owner if one and one.state == "owned" else None for one in (before, after))
    if was != owns:
        yield from (one for one in (was, owns) if one)
