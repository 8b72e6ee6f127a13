"""Define tasks: work on a lead, with the person who is to do it."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints

from shared.domain.kernel.event import By
from shared.domain.kernel.record import AgentId, CommentId, LeadId, Record, TaskId, Value, is_unset

MAX_TASKS = 10  # open tasks of one lead
MAX_TEXT = 500  # characters
TaskState = Literal["open", "done", "cancelled"]
TaskKind = Literal["task", "appointment"]
TaskText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_TEXT)]


class Assignment(Value):
    """Tell when a task was last given to its assignee, or changed for them, by somebody else, and by whom."""

    at: AwareDatetime
    by: By


class Task(Record):
    """Something to do about a lead by some instant.

    The lead holds its tasks until they are done or deleted, so the lead's version guards them; the tasks of a closed
    lead are cancelled until it is opened again. Each task is also a separate item, written from the lead, for lists.

    Attributes:
        comment_id: of the comment it came with; of one that came `alone`, made from its own id, since earlier releases
            know tasks by this field. See `task_id`.
        at: when it was made. `due_at`: when it is due.
        text: what is to be done; empty in tasks of earlier releases, where the comment says it.
        appointment: whether it is to meet the person, at the instant when it is due.
        unlisted: whether it is in no list but its lead's, because that is not real.
        home: the lead that it was made on, if that lead went into this one; it is stored there.
        by: its author.
        assignee: who is to do it; stored as `agent_id`, as by earlier releases.
        follows: whether it goes with the lead: to whoever owns it, or else its author.
        by_state: whether its assignee sees the lead only as long as it is in the pool, or offered to them; given by an
            earlier release.
        covers_for: the lead's owner, for whom its assignee covers; the task is theirs while that owner has the lead.
        given: when it was last given to its assignee by somebody else; None if nobody has to be told.
        told: whether assignee and author have been notified that it is due.
        done_at, done_by: when it was done, and by whom.
        cancelled_at: since when it is cancelled. `deleted_at`: when it was deleted; its text went then.

    Source: docs/rules.md, "Tasks".
    """

    comment_id: CommentId
    lead_id: LeadId
    at: AwareDatetime
    due_at: AwareDatetime
    by: AgentId
    assignee: Annotated[AgentId, Field(alias="agent_id")]
    text: Annotated[str, Field(max_length=MAX_TEXT, exclude_if=is_unset)] = ""
    alone: Annotated[bool, Field(exclude_if=is_unset)] = False
    appointment: Annotated[bool, Field(exclude_if=is_unset)] = False
    follows: bool = True
    by_state: Annotated[bool, Field(exclude_if=is_unset)] = False
    covers_for: Annotated[AgentId | None, Field(exclude_if=is_unset)] = None
    given: Annotated[Assignment | None, Field(exclude_if=is_unset)] = None
    told: bool = False
    done_at: AwareDatetime | None = None
    done_by: AgentId | None = None
    cancelled_at: Annotated[AwareDatetime | None, Field(exclude_if=is_unset)] = None
    deleted_at: Annotated[AwareDatetime | None, Field(exclude_if=is_unset)] = None
    home: Annotated[LeadId | None, Field(exclude_if=is_unset)] = None
    unlisted: Annotated[bool, Field(exclude_if=is_unset)] = False

    @property
    def stored_with(self) -> LeadId:
        """Return the lead beside which the task and its comment are stored."""
        return self.home or self.lead_id

    @property
    def task_id(self) -> TaskId:
        """Return the task's id: of one that came with a comment, the comment's with another prefix."""
        return self.id_of(self.comment_id)

    @staticmethod
    def id_of(comment_id: CommentId) -> TaskId:
        """Return the id of the task that came with a comment."""
        return f"task_{comment_id.removeprefix('comment_')}"

    @property
    def kind(self) -> TaskKind:
        """Return whether it is an appointment, or any other task."""
        return "appointment" if self.appointment else "task"

    @property
    def state(self) -> TaskState:
        """Return whether it is open, done or cancelled."""
        return "done" if self.done_at else "cancelled" if self.cancelled_at else "open"

    def is_overdue(self, now: datetime) -> bool:
        """Return whether it should have been done by now."""
        return self.state == "open" and self.due_at <= now


def stored_id(task_id: TaskId) -> CommentId:
    """Return the id under which a task is stored."""
    return f"comment_{task_id.removeprefix('task_')}"


def moved_to(lead_id: LeadId, task: Task) -> Task:
    """Return the task as a task of this lead; it stays stored beside its comment."""
    home = None if task.stored_with == lead_id else task.stored_with
    return task.model_copy(update={"lead_id": lead_id, "home": home})
