"""Mark leads, conversations and tasks that wait too long, so that `notify` writes reminders."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from shared.domain.kernel.record import LeadId
from shared.domain.leads.reminders import POOLED_LONG, mark_overdue
from shared.domain.leads.waiting_levels import passed_since
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.settings import Settings
from shared.observe import error_code, logger
from shared.store import decisions, indexes, keys
from shared.store.indexes import Index
from shared.store.lists import lead_lists, open_conversations
from shared.store.table import Table

AT_ONCE = 100  # leads of one kind; the next sweep marks the rest
OF_A_NIGHT = 500  # conversations
LOOK_BACK = timedelta(minutes=30)  # what came due earlier, while the sweep stood still, gets no reminder


class ReminderCounts(NamedTuple):
    """The numbers of leads that were marked, and of those that could not be."""

    reminded: int
    failed: int


def remind_all(table: Table, plan: Plan, now: datetime) -> ReminderCounts:
    """Mark leads long in the pool, conversations long unanswered, and tasks past due."""
    reminded = failed = 0
    for lead in lead_lists.leads(table, dict.fromkeys(_due(table, plan, now))):
        try:
            decision = mark_overdue(lead, plan.settings, now)
            if decision.changed:
                table.commit(decisions.writes(decision))
                reminded += 1
        except Exception as error:
            # Somebody else changed the lead, or it cannot be decided: the next sweep looks again.
            logger.warning("reminder_failed", extra={"lead_id": lead.lead_id, "error": error_code(error)})
            failed += 1
    return ReminderCounts(reminded, failed)


def _due(table: Table, plan: Plan, now: datetime) -> Iterator[LeadId]:
    yield from _recent(table, "POOLED", indexes.QUEUE, now - POOLED_LONG)
    yield from _long_open(table, plan.settings, now)
    due = table.query(indexes.TASK, index=indexes.DUE, until=indexes.due_by(now), limit=AT_ONCE)
    yield from (item[indexes.DUE.sk]["S"].split("#")[1] for item in due)  # the lead that has it, not where it is stored


def _recent(table: Table, partition: str, index: Index, until: datetime) -> Iterator[LeadId]:
    """Yield leads that came due within `LOOK_BACK`. Earlier ones were marked then, and are not read again."""
    since = keys.instant(until - LOOK_BACK)
    for entry in table.query(partition, index=index, newest_first=True, limit=AT_ONCE, until=indexes.due_by(until)):
        if entry[index.sk]["S"] < since:
            return
        yield from lead_lists.lead_ids([entry])


def _long_open(table: Table, settings: Settings, now: datetime) -> list[LeadId]:
    """Return leads whose conversation has been open too long since `LOOK_BACK`, by the clock that the team chose.

    In working time those of a whole night come due together.
    """
    patience = settings.attention_after_seconds
    since = passed_since(patience + LOOK_BACK.total_seconds(), settings, now)
    return open_conversations.opened_between(table, since, passed_since(patience, settings, now), OF_A_NIGHT)
