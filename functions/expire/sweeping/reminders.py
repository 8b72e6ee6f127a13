"""Mark leads, conversations and tasks that wait too long, so that `notify` writes reminders."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from shared.domain.kernel.record import LeadId
from shared.domain.leads.reminders import POOLED_LONG, remind_late
from shared.domain.plan_records.plan import Plan
from shared.observe import error_code, logger
from shared.store import decisions, keys, lead_lists
from shared.store.keys import Index
from shared.store.table import Table

AT_ONCE = 100  # leads of one kind; what is left waits for the next minute
LOOK_BACK = timedelta(minutes=30)  # a sweep that stood still for longer tells no more of what came due meanwhile


class ReminderCounts(NamedTuple):
    """How many leads were marked, and how many could not be."""

    reminded: int
    failed: int


def remind_all(table: Table, plan: Plan, now: datetime) -> ReminderCounts:
    """Mark what has come due of leads in the pool, of open conversations, and of open tasks."""
    reminded = failed = 0
    for lead in lead_lists.leads(table, dict.fromkeys(_due(table, plan, now))):
        try:
            decision = remind_late(lead, plan.settings, now)
            if decision.changed:
                table.commit(decisions.writes(decision))
                reminded += 1
        except Exception as error:
            # Whatever moved this lead on, or breaks it, the next minute looks again.
            logger.warning("reminder_failed", extra={"lead_id": lead.lead_id, "error": error_code(error)})
            failed += 1
    return ReminderCounts(reminded, failed)


def _due(table: Table, plan: Plan, now: datetime) -> Iterator[LeadId]:
    patience = timedelta(seconds=plan.settings.attention_after_seconds)
    yield from _lately(table, "POOLED", keys.QUEUE, now - POOLED_LONG)
    yield from _lately(table, keys.OPEN, keys.CONVERSATION, now - patience)
    yield from lead_lists.lead_ids(table.query(keys.TASK, index=keys.DUE, until=keys.past(now), limit=AT_ONCE))


def _lately(table: Table, partition: str, index: Index, until: datetime) -> Iterator[LeadId]:
    """The leads that came due within the last while: those before it were marked then, and are not read again."""
    since = keys.instant(until - LOOK_BACK)
    for entry in table.query(partition, index=index, newest_first=True, limit=AT_ONCE, until=keys.past(until)):
        if entry[index.sk]["S"] < since:
            return
        yield from lead_lists.lead_ids([entry])
