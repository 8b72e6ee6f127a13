"""Decide who is notified of tasks, and which of these notifications are over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from pydantic import JsonValue

from shared.domain import access
from shared.domain.kernel.event_details import TaskDoneDetail
from shared.domain.kernel.record import CommentId
from shared.domain.lead_records.comment import Comment
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.task import Task
from shared.domain.notifications.notification_events import NotificationEvent, event_of_mention
from shared.domain.notifications.receivers import covers_of
from shared.domain.plan_records.plan import Plan


def events_of_tasks(before: Lead | None, after: Lead, plan: Plan) -> Iterator[NotificationEvent]:
    """Yield that a task was given to somebody, is due, or was done; nobody is notified of their own actions.

    Receivers are active members who may see the lead after the change.

    Source: docs/rules.md, "Tasks" 6.
    """
    for event in _events(before, after, plan):
        member = plan.members.get(event.agent_id)
        if member is not None and access.may_see(member, after, plan.settings):
            yield event


def ended_tasks(before: Lead | None, after: Lead) -> Iterator[NotificationEvent]:
    """Yield the events whose notifications ask nothing any more: the task is over, another's, or due at another time.

    Source: docs/rules.md, "Tasks" 6.
    """
    now = _open_tasks(after)
    for one in _open_tasks(before).values() if before else ():
        task = now.get(one.comment_id)
        if one.given and (task is None or task.given != one.given or task.assignee != one.assignee):
            yield _event_of_assignment(one)
        if one.told and (task is None or task.due_at != one.due_at or task.assignee != one.assignee):
            yield from _events_of_due(one)


def ended_mentions(before: Comment | None, after: Comment) -> Iterator[NotificationEvent]:
    """Yield the mentions that an edit took out of a comment, or that went with it.

    Source: docs/rules.md, "Supervision" 4.
    """
    for agent_id in before.mentions if before else ():
        if before and agent_id not in after.mentions:
            yield event_of_mention(before, agent_id)


def event_of_task(task: Task) -> NotificationEvent:
    """Return the event that a task is due, for its assignee.

    Source: docs/rules.md, "Tasks" 6.
    """
    key = f"{task.comment_id}:{task.due_at.isoformat()}"
    return NotificationEvent(task.assignee, "task_due", task.due_at, key, task.lead_id, _detail(task, task.by))


def _events(before: Lead | None, after: Lead, plan: Plan) -> Iterator[NotificationEvent]:
    known = _open_tasks(before) if before else {}
    for task in _open_tasks(after).values():
        one = known.get(task.comment_id)
        if task.given and not (one and one.given == task.given):
            yield _event_of_assignment(task)
        if task.told and not (one and one.told):
            yield from _events_of_due(task)
            due = event_of_task(task)
            yield from (replace(due, agent_id=cover) for cover in covers_of(task.assignee, after, plan, due.at))
    for event in after.events_since(before):
        detail = event.typed_detail
        if isinstance(detail, TaskDoneDetail) and (done := _by_task_id(before, detail.task_id)) and event.by != done.by:
            key = f"{done.comment_id}:done:{event.at.isoformat()}"
            yield NotificationEvent(done.by, "task_done", event.at, key, done.lead_id, _detail(done, event.by))


def _event_of_assignment(task: Task) -> NotificationEvent:
    given = task.given
    at, by = (given.at, given.by) if given else (task.at, task.by)
    key = f"{task.comment_id}:given:{at.isoformat()}"
    return NotificationEvent(task.assignee, "task_assigned", at, key, task.lead_id, _detail(task, by))


def _events_of_due(task: Task) -> Iterator[NotificationEvent]:
    """Yield that the task is due for its assignee, and overdue for its author, unless they are the same."""
    due = event_of_task(task)
    yield due
    if task.by != task.assignee:
        detail: dict[str, JsonValue] = {**_detail(task, task.by), "agent_id": task.assignee}
        yield NotificationEvent(task.by, "task_overdue", due.at, due.key, task.lead_id, detail)


def _detail(task: Task, by: str) -> dict[str, JsonValue]:
    """Return what a client needs to find the task, and what a mail tells of it: ids and instants only."""
    comment: dict[str, JsonValue] = {} if task.alone else {"comment_id": task.comment_id}
    return {**comment, "task_id": task.task_id, "due_at": f"{task.due_at:%Y-%m-%dT%H:%M:%SZ}", "by": by}


def _open_tasks(lead: Lead) -> Mapping[CommentId, Task]:
    return {} if lead.state == "closed" else {task.comment_id: task for task in lead.tasks}


def _by_task_id(lead: Lead | None, task_id: str) -> Task | None:
    return next((task for task in lead.tasks if task.task_id == task_id), None) if lead else None
