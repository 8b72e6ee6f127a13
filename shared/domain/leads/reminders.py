"""Decide when something on a lead has waited too long, and mark it once, so that the right members are notified.

Whom to notify is decided in `notifications`.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from shared.domain.kernel.errors import LeadClosed, NoOwner
from shared.domain.lead_records.decision import Decision, unchanged
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.owner_reminder import OwnerReminder
from shared.domain.leads.checks import check_not_merged, check_supervisor
from shared.domain.leads.waiting_levels import WaitingLimits
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.settings import Settings

POOLED_LONG = timedelta(minutes=15)
REMINDED = timedelta(hours=1)  # in which an owner is reminded of a lead once


def remind_of_lead(lead: Lead, me: Member, settings: Settings, now: datetime) -> Decision:
    """Remind the lead's owner of it, in the name of `me`.

    Within an hour of the last reminder nothing changes, nor where `me` is the owner.

    Args:
        lead: as read, any state.
        me: a Manager or the Rainmaker.
        settings: the team's.
        now: UTC, from the shell's clock.

    Raises:
        Missing: `me` may not see the lead.
        Forbidden: `me` does not supervise.
        LeadErased, LeadMerged, LeadClosed: there is nothing left to do.
        NoOwner: nobody has the lead.

    Source: docs/rules.md, "Supervision" 1.
    """
    check_supervisor(lead, me, settings)
    check_not_merged(lead)
    if lead.state == "closed":
        raise LeadClosed
    if lead.owner is None:
        raise NoOwner
    last = lead.reminder
    again = last is not None and last.agent_id == lead.owner and now < last.at + REMINDED
    if again or lead.owner == me.agent_id:
        return unchanged(lead)
    reminder = OwnerReminder(at=now, by=me.agent_id, agent_id=lead.owner, waiting_since=lead.neglected_since)
    return Decision(lead.updated(tell="owner_reminded", reminder=reminder))


def mark_overdue(lead: Lead, settings: Settings, now: datetime) -> Decision:
    """Mark what is overdue on the lead: a long time in the pool, a conversation open for long, due tasks.

    Each is marked only once. If nothing is newly overdue, nothing is written.

    Args:
        lead: as read, any state.
        settings: the team's, with `attention_after_seconds` for open conversations.
        now: UTC, from the shell's clock.

    Source: docs/rules.md, "Supervision" 1, 4 and 5.
    """
    change: dict[str, Any] = {}
    if lead.state == "pooled" and not lead.pool_told and lead.routes_at is None and lead.since + POOLED_LONG <= now:
        change["pool_told"] = True
    talk = lead.conversation
    if talk and not talk.told and WaitingLimits.of(settings, now).level(talk) == "attention":
        change["conversation"] = talk.model_copy(update={"told": True})
    due = {
        task.task_id: task.model_copy(update={"told": True})
        for task in lead.tasks
        if task.is_overdue(now) and not task.told
    }
    if due:
        change["tasks"] = tuple(due.get(task.task_id, task) for task in lead.tasks)
    if not change:
        return unchanged(lead)
    return Decision(lead.updated(tell="nudged", **change), tasks=tuple(due.values()))
