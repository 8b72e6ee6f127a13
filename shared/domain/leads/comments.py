"""Decide how a comment with mentions and a task is added to a lead, edited, and deleted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from shared.domain import access
from shared.domain.kernel import limits
from shared.domain.kernel.errors import AgentUnknown, Forbidden, MayNotSee, Missing
from shared.domain.kernel.event_details import CommentDeletedDetail, CommentEditedDetail
from shared.domain.kernel.record import AgentId
from shared.domain.lead_records.comment import DELETED, Comment, FormerText
from shared.domain.lead_records.decision import Decision, unchanged
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.task import MAX_TEXT, Task
from shared.domain.leads.checks import check_add_task, check_record, with_entry
from shared.domain.leads.tasks import TaskWanted, new_task, without_task
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan


def add_comment(lead: Lead, comment: Comment, wanted: TaskWanted | None, me: Member, plan: Plan) -> Decision:
    """Add a comment to the lead, with the task that is wanted, if any. A task without a text has the comment's.

    Args:
        lead: as read, any state.
        comment: new, written by `me` now.
        wanted: its task; None for a comment without one.
        me: the lead's owner, a Manager or the Rainmaker.
        plan: the current plan: who may be tagged, and have the task.

    Raises:
        Missing: `me` may not see the lead.
        NotOwner: `me` sees the lead, but neither owns it nor supervises.
        LeadMerged: the lead was merged into another.
        AgentUnknown: a tagged member, or the assignee, is not an active one.
        MayNotSee: a tagged member, or the assignee, may not read what is said of the lead.
        Invalid: the task would be due in the past, or the lead has too many entries.
        LeadClosed: a closed lead takes no task.
        TooManyTasks: the lead already has the maximum number of open tasks.

    Source: docs/rules.md, "Supervision" 4, "Tasks" 1, "Restrictions" 1.
    """
    check_record(lead, me, plan.settings, comment.at)
    _check_mentions(comment.mentions, (), lead, plan)
    lead = with_entry(lead, comment.at)
    comment = comment.model_copy(update={"mentions": tuple(dict.fromkeys(comment.mentions))})
    if wanted is None:
        return Decision(lead.updated(), records=(comment,))
    check_add_task(lead, me, plan.settings, comment.at)
    text = wanted.text or _task_text(comment.body)
    asked = TaskWanted(text=text, due_at=wanted.due_at, assignee=wanted.assignee)
    task = new_task(lead, comment.comment_id, asked, me, plan, comment.at, ("body", "task"))
    became = lead.updated(tasks=(*lead.tasks, task))
    return Decision(became, records=(comment.model_copy(update={"has_task": True}),), tasks=(task,))


def edit_comment(
    lead: Lead, comment: Comment, body: str | None, mentions: Iterable[AgentId] | None, me: Member, plan: Plan,
    now: datetime,
) -> Decision:  # fmt: skip
    """Correct a comment; what it said before is kept. Its open task says the new text if it said the old one.

    Args:
        lead: as read, any state but merged.
        comment: as read.
        body: what it says now; None leaves its text.
        mentions: who is tagged now; None leaves them.
        me: its author.
        plan: the current plan: who may be tagged.
        now: UTC, from the shell's clock.

    Raises:
        Missing: `me` may not see the lead, or the comment was deleted.
        NotOwner, LeadMerged: see `add_comment`.
        Forbidden: `me` is not its author.
        AgentUnknown, MayNotSee: somebody newly tagged is no active member, or may not read what is said.
        Invalid: it was edited too often.

    Source: docs/rules.md, "Supervision" 4.
    """
    _check_author(lead, comment, me, plan, now)
    tagged = comment.mentions if mentions is None else tuple(dict.fromkeys(mentions))
    _check_mentions(tagged, comment.mentions, lead, plan)
    change: dict[str, Any] = {"mentions": tagged, "tagged_at": _tagged_at(comment, tagged, now)}
    if body is not None and body != comment.body:
        limits.EDITS.check(len(comment.former))
        change |= {"body": body, "former": (*comment.former, FormerText(body=comment.body, until=now))}
    edited = comment.model_copy(update=change)
    if edited == comment:
        return unchanged(lead)
    old, new = _task_text(comment.body), _task_text(edited.body)
    tasks = {
        task.comment_id: task.model_copy(update={"text": new})
        for task in lead.tasks
        if task.comment_id == comment.comment_id and task.text == old != new
    }
    became = lead.with_event(
        CommentEditedDetail(comment_id=comment.comment_id), at=now, by=me.agent_id, noted_at=now,
        tasks=tuple(tasks.get(task.comment_id, task) for task in lead.tasks),
    )  # fmt: skip
    return Decision(became, records=(edited,), tasks=tuple(tasks.values()))


def delete_comment(lead: Lead, comment: Comment, found: Task | None, me: Member, plan: Plan, now: datetime) -> Decision:
    """Delete what a comment says and said; that there was one stays. A task that says the same goes with it.

    Deleting it again changes nothing.

    Args:
        lead: as read, any state but merged.
        comment: as read.
        found: its task's own item, read with the lead, if it has one.
        me: its author.
        plan: the current plan.
        now: UTC, from the shell's clock.

    Raises:
        Missing, NotOwner, LeadMerged, Forbidden: see `edit_comment`.

    Source: docs/rules.md, "Supervision" 4.
    """
    if comment.deleted_at and comment.by == me.agent_id:
        check_record(lead, me, plan.settings, now)
        return unchanged(lead)
    _check_author(lead, comment, me, plan, now)
    task = next((task for task in lead.tasks if task.comment_id == comment.comment_id), found)
    goes = task is not None and task.text in ("", _task_text(comment.body))
    tasks, gone = without_task(lead, task, now) if task and goes else (lead.tasks, None)
    left = comment.model_copy(
        update={"body": DELETED, "mentions": (), "former": (), "tagged_at": {}, "deleted_at": now,
                "has_task": comment.has_task and not goes}
    )  # fmt: skip
    detail = CommentDeletedDetail(comment_id=comment.comment_id)
    became = lead.with_event(detail, at=now, by=me.agent_id, tasks=tasks, noted_at=now)
    return Decision(became, records=(left,), tasks=(gone,) if gone else ())


def _check_author(lead: Lead, comment: Comment, me: Member, plan: Plan, now: datetime) -> None:
    check_record(lead, me, plan.settings, now)
    if comment.by != me.agent_id:
        raise Forbidden
    if comment.deleted_at:
        raise Missing


def _tagged_at(comment: Comment, tagged: Iterable[AgentId], now: datetime) -> dict[AgentId, datetime]:
    """Return when those were tagged who were not when the comment was written."""
    late = {one: now for one in tagged if one not in comment.mentions}
    return {one: at for one, at in comment.tagged_at.items() if one in tagged} | late


def _task_text(body: str) -> str:
    """Return what the task of a comment says: the comment, as far as a task has room for it."""
    return body if len(body) <= MAX_TEXT else f"{body[: MAX_TEXT - 1].rstrip()}…"


def _check_mentions(mentions: Iterable[AgentId], known: Iterable[AgentId], lead: Lead, plan: Plan) -> None:
    for place, agent_id in enumerate(mentions):
        if agent_id in known:
            continue
        member, where = plan.members.get(agent_id), ("body", "mentions", place)
        if member is None or member.status != "active":
            raise AgentUnknown(where)
        if not access.may_read(member, lead, plan.settings):
            raise MayNotSee(where)
