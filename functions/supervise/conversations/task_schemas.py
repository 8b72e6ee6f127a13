"""Bodies and answers of the operations on tasks."""

from __future__ import annotations

from typing import Any

from pydantic import AwareDatetime, StrictBool, model_validator

from shared.domain import access
from shared.domain.kernel.field_error import field_error
from shared.domain.kernel.record import AgentId, Instant
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.task import Task, TaskKind, TaskState, TaskText
from shared.domain.leads.permissions import TaskVerb, allowed_task_verbs
from shared.domain.leads.tasks import TaskWanted
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.web.schemas import RequestModel, Shown


class TaskBody(RequestModel):
    """Say what is to be done, until when, and by whom: the lead's owner unless somebody else is named.

    `kind`: `appointment` for meeting the person, at the instant `due_at`; else `task`.
    """

    text: TaskText
    due_at: Instant
    assignee: AgentId | None = None
    kind: TaskKind | None = None

    @property
    def wanted(self) -> TaskWanted:
        """Return what the task is to be."""
        return TaskWanted(self.text, self.due_at, self.assignee, self.kind or "task")


class CommentTaskBody(RequestModel):
    """The task of a comment: until when, and by whom. It says what the comment says, unless it has a text."""

    due_at: Instant
    text: TaskText | None = None
    assignee: AgentId | None = None

    @property
    def wanted(self) -> TaskWanted:
        """Return what the task is to be."""
        return TaskWanted(self.text, self.due_at, self.assignee)


class TaskPatch(RequestModel):
    """Change the text, due time or assignee of a task, or say whether it is done; the latter alone."""

    text: TaskText | None = None
    due_at: Instant | None = None
    assignee: AgentId | None = None
    done: StrictBool | None = None

    @property
    def wanted(self) -> TaskWanted:
        """Return what the task is to be."""
        return TaskWanted(self.text, self.due_at, self.assignee)

    @model_validator(mode="after")
    def _check_one_thing(self) -> TaskPatch:
        if (self.done is None) == (self.wanted == TaskWanted()):
            raise field_error("done_alone", "either `done`, or what changes")
        return self


class TaskShown(Shown):
    """A task, and the lead's name as the caller may see it.

    `body` is `text`, as earlier releases named it. `comment_id` is there if the task came with a comment. `assignee`,
    `by` (its author) and `done_by` are a member's id, or `agent` for another agent. `may` lists what the caller may do
    with it now: `finish` or `reopen` it, `edit` it (which includes giving it to somebody else), or `delete` it.
    """

    task_id: str
    comment_id: str | None = None
    lead_id: str
    lead_name: str
    kind: TaskKind
    text: str
    body: str
    state: TaskState
    assignee: str
    due_at: AwareDatetime
    by: str
    at: AwareDatetime
    done_at: AwareDatetime | None = None
    done_by: str | None = None
    may: tuple[TaskVerb, ...]

    @classmethod
    def of(cls, task: Task, lead: Lead, me: Member, plan: Plan) -> TaskShown:
        """Return the task, with its text, as `me` may see it."""
        person = access.visible_contact(me, lead, plan.settings)
        return cls(
            **shown_task(task, lead, me, plan),
            comment_id=None if task.alone else task.comment_id,
            lead_id=lead.lead_id,
            kind=task.kind,
            lead_name=f"{person.first_name} {person.last_name}".strip(),
            body=task.text,
            by=access.visible_actor(me, task.by, plan),
            at=task.at,
        )


class CommentTaskShown(Shown):
    """The task of a comment. `agent_id` is `assignee`, as earlier releases named it.

    `may` lists what the caller may do with it now, as in the list of tasks.
    """

    task_id: str
    agent_id: str
    assignee: str
    text: str
    state: TaskState
    due_at: AwareDatetime
    done_at: AwareDatetime | None = None
    done_by: str | None = None
    may: tuple[TaskVerb, ...]

    @classmethod
    def of(cls, task: Task, lead: Lead, me: Member, plan: Plan) -> CommentTaskShown:
        """Return the task as `me` may see it."""
        told = shown_task(task, lead, me, plan)
        return cls(**told, agent_id=told["assignee"])


def shown_task(task: Task, lead: Lead, me: Member, plan: Plan) -> dict[str, Any]:
    """Return what is shown of a task wherever it is shown; another agent's id as `agent`."""
    return {
        "task_id": task.task_id,
        "text": task.text,
        "state": "cancelled" if lead.state == "closed" and not task.done_at else task.state,
        "assignee": access.visible_actor(me, task.assignee, plan),
        "due_at": task.due_at,
        "done_at": task.done_at,
        "done_by": access.visible_actor(me, task.done_by, plan) if task.done_by else None,
        "may": allowed_task_verbs(lead, task, me, plan.settings),
    }
