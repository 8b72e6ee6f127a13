"""Decide how a comment with mentions and a task is added to a lead, and how a task is finished or reopened."""

from __future__ import annotations

from datetime import datetime

from shared.domain import access
from shared.domain.kernel.errors import AgentUnknown, Invalid, MayNotSee, Missing
from shared.domain.kernel.record import CommentId
from shared.domain.lead_records.comment import Comment
from shared.domain.lead_records.decision import Decision, unchanged
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.task import Task, moved_to
from shared.domain.leads.checks import (
    check_record,
    check_room_for_task,
    check_task,
    is_open_task,
    with_entry,
)
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.settings import Settings


def add_comment(lead: Lead, comment: Comment, due_at: datetime | None, me: Member, plan: Plan) -> Decision:
    """Add a comment to the lead; with `due_at`, add a task too.

    Args:
        lead: as read, any state.
        comment: new, written by `me` now.
        due_at: when its task is due; None for a comment without a task.
        me: the lead's owner, a Manager or the Rainmaker.
        plan: the current plan: who may be tagged.

    Raises:
        Missing: `me` may not see the lead.
        NotOwner: `me` sees the lead, but neither owns it nor supervises.
        LeadMerged: the lead was merged into another.
        AgentUnknown: a tagged member is not an active one.
        MayNotSee: a tagged member may not see the lead.
        Invalid: the task would be due in the past, or the lead has too many entries.
        TooManyTasks: the lead already has the maximum number of open tasks.

    Source: docs/rules.md, "Supervision" 4, "Restrictions" 1.
    """
    check_record(lead, me, plan.settings, comment.at)
    _check_mentions(comment, lead, plan)
    lead = with_entry(lead, comment.at)
    comment = comment.model_copy(update={"mentions": tuple(dict.fromkeys(comment.mentions))})
    if due_at is None:
        return Decision(lead.updated(), records=(comment,))
    if due_at <= comment.at:
        raise Invalid(("body", "task", "due_at"), "due_in_past", "It must be due in the future.")
    check_room_for_task(lead)
    task = Task(comment_id=comment.comment_id, lead_id=lead.lead_id, at=comment.at, due_at=due_at, by=me.agent_id,
                agent_id=lead.owner or me.agent_id)  # fmt: skip
    asked = comment.model_copy(update={"has_task": True})
    return Decision(lead.updated(tasks=(*lead.tasks, task)), records=(asked,), tasks=(task,))


def finish_task(
    lead: Lead, comment_id: CommentId, found: Task | None, me: Member, settings: Settings, now: datetime, *, done: bool
) -> Decision:
    """Finish a task (`done`), or reopen it. A task that is already in that state stays unchanged.

    Args:
        lead: as read, any state; it holds its open tasks.
        comment_id: of the comment that the task was created with.
        found: the task's own item, read with the lead; used only if the lead does not hold the task.
        me: the task's agent, a Manager or the Rainmaker.
        settings: the team's, which decide what `me` may see.
        now: UTC, from the shell's clock.
        done: True to finish the task, False to reopen it.

    Raises:
        Missing: `me` may not see the lead, or there is no such task.
        NotOwner: the task is another member's, and `me` does not supervise.
        LeadMerged: the lead was merged into another, so that a finished task stays so.
        TooManyTasks: the lead already has the maximum number of open tasks.

    Source: docs/rules.md, "Supervision" 4.
    """
    task = next((task for task in lead.tasks if task.comment_id == comment_id), found)
    if task is None:
        raise Missing
    check_task(lead, task, me, settings)
    if done != is_open_task(lead, task):
        return unchanged(lead)
    return _done(lead, task, me, now) if done else _undone(lead, task)


def _done(lead: Lead, task: Task, me: Member, now: datetime) -> Decision:
    left = tuple(one for one in lead.tasks if one.comment_id != task.comment_id)
    ended = task.model_copy(update={"done_at": now, "done_by": me.agent_id})
    return Decision(lead.updated(tasks=left, noted_at=now), tasks=(ended,))


def _undone(lead: Lead, task: Task) -> Decision:
    check_room_for_task(lead)
    open_ = {"done_at": None, "done_by": None, "agent_id": lead.owner or task.by}
    again = moved_to(lead.lead_id, task).model_copy(update=open_)
    return Decision(lead.updated(tasks=(*lead.tasks, again)), tasks=(again,))


def _check_mentions(comment: Comment, lead: Lead, plan: Plan) -> None:
    for place, agent_id in enumerate(comment.mentions):
        member, where = plan.members.get(agent_id), ("body", "mentions", place)
        if member is None or member.status != "active":
            raise AgentUnknown(where)
        if not access.may_see(member, lead, plan.settings):
            raise MayNotSee(where)
