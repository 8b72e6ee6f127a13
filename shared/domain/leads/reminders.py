"""Nudging: what waits too long is marked once, so that those are told who can do something about it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from shared.domain.lead_records.decision import Decision, unchanged
from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.settings import Settings

POOLED_LONG = timedelta(minutes=15)


def mark_overdue(lead: Lead, settings: Settings, now: datetime) -> Decision:
    """Mark what has come due of the lead: long in the pool, a conversation long open, tasks that are due.

    What was marked before stays as it is; where nothing has come due nothing is written.

    Args:
        lead: as read, any state.
        settings: the team's, for how long a conversation may be open.
        now: UTC, from the shell's clock.

    Source: docs/rules.md, "Supervision" 1, 4 and 5.
    """
    change: dict[str, Any] = {}
    if lead.state == "pooled" and not lead.pool_told and lead.routes_at is None and lead.since + POOLED_LONG <= now:
        change["pool_told"] = True
    talk, patience = lead.conversation, timedelta(seconds=settings.attention_after_seconds)
    if talk and not talk.told and talk.opened_at + patience <= now:
        change["conversation"] = talk.model_copy(update={"told": True})
    tasks = tuple(
        task.model_copy(update={"told": True}) if task.due_at <= now and not task.told else task for task in lead.tasks
    )
    due = tuple(task for task, before in zip(tasks, lead.tasks, strict=True) if task != before)
    if due:
        change["tasks"] = tasks
    if not change:
        return unchanged(lead)
    return Decision(lead.updated(tell="nudged", **change), tasks=due)
