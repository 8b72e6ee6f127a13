"""Decide how a task is made on a lead, changed, done, reopened and deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shared.domain import access
from shared.domain.kernel.errors import AgentUnknown, Invalid, MayNotSee, Missing, Refusal, TaskNotOpen
from shared.domain.kernel.event_details import (
    TaskChangedDetail,
    TaskDeletedDetail,
    TaskDetail,
    TaskDoneDetail,
    TaskMadeDetail,
    TaskReopenedDetail,
)
from shared.domain.kernel.field_error import Loc
from shared.domain.kernel.record import AgentId, CommentId, TaskId
from shared.domain.lead_records.decision import Decision, pass_on, unchanged
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.task import Assignment, Task, TaskKind, moved_to, stored_id
from shared.domain.leads.checks import check_add_task, check_change_task, check_reopen_task, check_task, with_entry
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan

BODY: Loc = ("body",)


@dataclass(frozen=True, slots=True)
class TaskWanted:
    """Say what a task is to be; None leaves it as it is, and a new one to the lead's owner, or else its author.

    `kind` is of a new one alone.
    """

    text: str | None = None
    due_at: datetime | None = None
    assignee: AgentId | None = None
    kind: TaskKind = "task"


def make_task(lead: Lead, task_id: TaskId, wanted: TaskWanted, me: Member, plan: Plan, now: datetime) -> Decision:
    """Make a task on the lead.

    Args:
        lead: as read, open.
        task_id: of the new task.
        wanted: its text and due time, and who is to do it.
        me: the lead's owner, a Manager or the Rainmaker.
        plan: the current plan: who may have it.
        now: UTC, from the shell's clock.

    Raises:
        Missing: `me` may not see the lead.
        NotOwner: `me` sees the lead, but neither owns it nor supervises.
        LeadClosed: the lead is closed. LeadMerged: it went into another.
        AgentUnknown: the assignee is no active member. MayNotSee: they may not read what is said of the lead.
        Invalid: it would be due in the past, or the lead has too many entries.
        TooManyTasks: the lead already has the maximum number of open tasks.

    Source: docs/rules.md, "Tasks" 1-2.
    """
    check_add_task(lead, me, plan.settings, now)
    task = new_task(lead, stored_id(task_id), wanted, me, plan, now).model_copy(update={"alone": True})
    detail = TaskMadeDetail(task_id=task_id, text=task.text, due_at=_wire(task.due_at), agent_id=task.assignee)
    return _told(with_entry(lead, now), detail, (*lead.tasks, task), task, me, now)


def new_task(
    lead: Lead, comment_id: CommentId, wanted: TaskWanted, me: Member, plan: Plan, now: datetime, loc: Loc = BODY
) -> Task:
    """Return a new task of the lead, stored by `comment_id`; `loc` is where the request describes it.

    Raises:
        AgentUnknown, MayNotSee, Invalid: see `make_task`.
    """
    due_at = wanted.due_at or now
    _check_due(due_at, now, loc)
    task = Task(comment_id=comment_id, lead_id=lead.lead_id, at=now, due_at=due_at, by=me.agent_id,
                assignee=me.agent_id, text=wanted.text or "", appointment=wanted.kind == "appointment")  # fmt: skip
    return _assign(task, wanted.assignee or lead.owner or me.agent_id, lead, me, plan, now, loc)


def change_task(
    lead: Lead, task_id: TaskId, wanted: TaskWanted, found: Task | None, me: Member, plan: Plan, now: datetime
) -> Decision:
    """Give an open task another text, due time or assignee. The history tells what changed, and from what.

    Args:
        lead: as read; it holds its open tasks.
        task_id: of the task.
        wanted: what changes.
        found: the task's own item, read with the lead; used only if the lead does not hold the task.
        me: its author, a Manager or the Rainmaker.
        plan: the current plan: who may have it.
        now: UTC, from the shell's clock.

    Raises:
        Missing: `me` may not see the lead, or there is no such task.
        Forbidden: `me` is neither its author nor supervises.
        TaskNotOpen: it is done or cancelled.
        AgentUnknown, MayNotSee, Invalid: see `make_task`.

    Source: docs/rules.md, "Tasks" 3.
    """
    task = find_task(lead, task_id, found)
    check_change_task(lead, task, me, plan.settings)
    if _state_of(lead, task) != "open":
        raise TaskNotOpen
    after = _changed(task, wanted, lead, me, plan, now)
    if after == task:
        return unchanged(lead)
    detail = TaskChangedDetail(
        task_id=task_id, text=after.text, due_at=_wire(after.due_at), agent_id=after.assignee,
        former_text=task.text if after.text != task.text else None,
        former_due_at=_wire(task.due_at) if after.due_at != task.due_at else None,
        from_agent=task.assignee if after.assignee != task.assignee else None,
    )  # fmt: skip
    return _told(lead, detail, _instead(lead, task, after), after, me, now)


def finish_task(
    lead: Lead, task_id: TaskId, found: Task | None, me: Member, plan: Plan, now: datetime, *, done: bool
) -> Decision:
    """Finish a task (`done`), or reopen it. A task that is already in that state stays unchanged.

    Args:
        lead: as read, any state; it holds its open tasks.
        task_id: of the task.
        found: the task's own item, read with the lead; used only if the lead does not hold the task.
        me: its assignee or author, a Manager or the Rainmaker.
        plan: the current plan: who may still have it.
        now: UTC, from the shell's clock.
        done: True to finish the task, False to reopen it.

    Raises:
        Missing: `me` may not see the lead, or there is no such task.
        NotOwner: the task is another member's, and `me` neither made it nor supervises.
        LeadMerged, LeadClosed: the lead went into another, or is closed, so no task of it is opened.
        TooManyTasks: the lead already has the maximum number of open tasks.

    Source: docs/rules.md, "Tasks" 3.
    """
    task = find_task(lead, task_id, found)
    check_task(lead, task, me, plan.settings)
    if _state_of(lead, task) == ("done" if done else "open"):
        return unchanged(lead)
    if done:
        ended = task.model_copy(update={"done_at": now, "done_by": me.agent_id, "cancelled_at": None})
        left = tuple(one for one in lead.tasks if one.comment_id != task.comment_id)
        return _told(lead, TaskDoneDetail(task_id=task_id, text=task.text), left, ended, me, now)
    check_reopen_task(lead)
    again = _reopened(task, lead, me, plan, now)
    detail = TaskReopenedDetail(task_id=task_id, text=task.text, agent_id=again.assignee)
    return _told(lead, detail, (*lead.tasks, again), again, me, now)


def delete_task(lead: Lead, task_id: TaskId, found: Task | None, me: Member, plan: Plan, now: datetime) -> Decision:
    """Delete a task, done or not; the history tells what it was. Deleting it again changes nothing.

    Only its author, a Manager or the Rainmaker does. The arguments are those of `finish_task`.

    Raises:
        Missing: `me` may not see the lead, or there is no such task.
        Forbidden: `me` is neither its author nor supervises.

    Source: docs/rules.md, "Tasks" 3.
    """
    task = _known(lead, task_id, found)
    check_change_task(lead, task, me, plan.settings)
    if task.deleted_at:
        return unchanged(lead)
    return _told(lead, TaskDeletedDetail(task_id=task_id, text=task.text), *without_task(lead, task, now), me, now)


def pass_on_unseen(lead: Lead, plan: Plan, now: datetime) -> Decision:
    """Pass open tasks to the lead's owner, or their authors without an owner, if their assignees may not have them.

    These are who may not read any more what is said of the lead.

    Args:
        lead: as read, any state.
        plan: the current plan: who sees what.
        now: UTC, from the shell's clock.

    Source: docs/rules.md, "Tasks" 4.
    """
    became, passed = lead, tuple[Task, ...]()
    for task in lead.tasks if lead.state != "closed" else ():
        member = plan.members.get(task.assignee)
        if not task.follows and not (member and access.may_read(member, lead, plan.settings)):
            after = pass_on(task, lead, now, "sweep")
            detail = TaskChangedDetail(task_id=task.task_id, text=after.text, due_at=_wire(after.due_at),
                                       agent_id=after.assignee, from_agent=task.assignee)  # fmt: skip
            became = became.with_event(detail, at=now, by="sweep", tasks=_instead(became, task, after))
            passed = (*passed, after)
    return Decision(became, tasks=passed) if passed else unchanged(lead)


def without_task(lead: Lead, task: Task, now: datetime) -> tuple[tuple[Task, ...], Task]:
    """Return the lead's tasks without this one, and what is left of it: no text, and on no list."""
    left = tuple(one for one in lead.tasks if one.comment_id != task.comment_id)
    return left, task.model_copy(update={"deleted_at": now, "text": "", "given": None})


def find_task(lead: Lead, task_id: TaskId, found: Task | None) -> Task:
    """Return the lead's task, from the lead if that holds it. Raise Missing if there is none, or it was deleted."""
    task = _known(lead, task_id, found)
    if task.deleted_at:
        raise Missing
    return task


def _known(lead: Lead, task_id: TaskId, found: Task | None) -> Task:
    task = next((task for task in lead.tasks if task.task_id == task_id), found)
    if task is None:
        raise Missing
    return task


def _state_of(lead: Lead, task: Task) -> str:
    """Return the task's state: the lead decides, which holds all that are not done."""
    held = any(one.comment_id == task.comment_id for one in lead.tasks)
    return "done" if not held else "cancelled" if lead.state == "closed" else "open"


def _changed(task: Task, wanted: TaskWanted, lead: Lead, me: Member, plan: Plan, now: datetime) -> Task:
    change: dict[str, Any] = {}
    if wanted.text is not None and wanted.text != task.text:
        change["text"] = wanted.text
    if wanted.due_at is not None and wanted.due_at != task.due_at:
        _check_due(wanted.due_at, now, BODY)
        change |= {"due_at": wanted.due_at, "told": False}
    if change and me.agent_id != task.assignee:
        change["given"] = Assignment(at=now, by=me.agent_id)
    after = task.model_copy(update=change)
    if wanted.assignee is not None and wanted.assignee != task.assignee:
        return _assign(after, wanted.assignee, lead, me, plan, now, BODY)
    return after


def _assign(
    task: Task, assignee: AgentId, lead: Lead, me: Member, plan: Plan, now: datetime, loc: Loc
) -> Task:  # fmt: skip
    """Return the task, given to `assignee`, who is told unless they did it themselves."""
    member, where = plan.members.get(assignee), (*loc, "assignee")
    if member is None or member.status != "active":
        raise AgentUnknown(where)
    if not access.may_read(member, lead, plan.settings):
        raise MayNotSee(where)
    follows = assignee == (lead.owner or task.by)
    return task.model_copy(
        update={
            "assignee": assignee,
            "follows": follows,
            "by_state": False,
            "covers_for": lead.owner if not follows and not member.supervises else None,
            "given": Assignment(at=now, by=me.agent_id) if assignee != me.agent_id else None,
        }
    )


def _reopened(task: Task, lead: Lead, me: Member, plan: Plan, now: datetime) -> Task:
    """Return the task, open again: its assignee's if it is apart from the lead and they may still have it."""
    again = moved_to(lead.lead_id, task).model_copy(update={"done_at": None, "done_by": None})
    if not task.follows:
        try:
            return _assign(again, task.assignee, lead, me, plan, now, BODY)
        except Refusal:
            pass
    return pass_on(again, lead, now, me.agent_id)


def _instead(lead: Lead, task: Task, after: Task) -> tuple[Task, ...]:
    return tuple(after if one.comment_id == task.comment_id else one for one in lead.tasks)


def _told(
    lead: Lead, detail: TaskDetail, tasks: tuple[Task, ...], task: Task, me: Member, now: datetime
) -> Decision:  # fmt: skip
    """Return the decision that stores the lead's tasks and this one, with an event in the lead's history."""
    return Decision(lead.with_event(detail, at=now, by=me.agent_id, tasks=tasks, noted_at=now), tasks=(task,))


def _check_due(due_at: datetime, now: datetime, loc: Loc) -> None:
    if due_at <= now:
        raise Invalid((*loc, "due_at"), "due_in_past", "It must be due in the future.")


def _wire(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"
