"""Decide what a recorded interaction with a person changes."""

from __future__ import annotations

from dataclasses import replace

from shared.domain.kernel.errors import Invalid
from shared.domain.kernel.record import TaskId
from shared.domain.lead_records.decision import Decision
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.note import Note
from shared.domain.leads.checks import check_add_task, check_record, with_entry
from shared.domain.leads.conversations import reach
from shared.domain.leads.tasks import TaskWanted, make_task
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.settings import Settings

_PLANNED = ("body", "planned_for")


def record_interaction(lead: Lead, note: Note, me: Member, settings: Settings) -> Decision:
    """Record `note` on the lead. An accepted action, recorded in time, fulfils the owner's response deadline.

    Every kind except a plain note counts as an answer to the person.

    Args:
        lead: as read, any state.
        note: new, recorded by `me` now.
        me: the lead's owner, a Manager or the Rainmaker.
        settings: the team's, which decide what `me` may see.

    Raises:
        Missing: `me` may not see the lead.
        NotOwner: `me` sees the lead, but neither owns it nor supervises.
        LeadMerged: the lead was merged into another.
        Invalid: the interaction is dated in the future, or the lead has too many entries.

    Source: docs/rules.md, "Restrictions" 1, "Response after the claim" 1, "Supervision" 4.
    """
    check_record(lead, me, settings, note.recorded_at)
    if note.at > note.recorded_at:
        raise Invalid(("body", "at"), "in_the_future", "It cannot have taken place in the future.")
    lead = with_entry(lead, note.recorded_at)
    if note.kind == "note":
        return Decision(lead.updated(), records=(note,))
    reached = reach(lead, me, note.kind, settings, note.recorded_at, appointment=note.appoints)
    return Decision(reached.lead, records=(note,), counters=reached.counters)


def record_appointment(
    lead: Lead, note: Note, task_id: TaskId, planned: TaskWanted, me: Member, plan: Plan
) -> Decision:
    """Record an interaction that led to an appointment, and the appointment as a task for when it takes place.

    Args:
        lead: as read, open.
        note: new, recorded by `me` now.
        task_id: of the new task.
        planned: when the appointment takes place, and what it is called; it is the lead's owner's.
        me: the lead's owner, a Manager or the Rainmaker.
        plan: the current plan.

    Raises:
        Invalid: the interaction led to no appointment, or the appointment would be in the past.
        Others as `record_interaction` and `make_task`.

    Source: docs/rules.md, "Tasks" 8.
    """
    check_add_task(lead, me, plan.settings, note.recorded_at)
    if not note.appoints:
        raise Invalid(_PLANNED, "no_appointment", "Only an appointment takes place later.")
    if planned.due_at is None or planned.due_at <= note.recorded_at:
        raise Invalid(_PLANNED, "due_in_past", "It must take place in the future.")
    # The task first: what changes the lead last says which clock stops, and recording may fulfil the response deadline.
    made = make_task(lead, task_id, planned, me, plan, note.recorded_at)
    return replace(record_interaction(made.lead, note, me, plan.settings), tasks=made.tasks)
