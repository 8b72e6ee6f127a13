"""Define follow-up tasks on a lead."""

from __future__ import annotations

from typing import Annotated

from pydantic import AwareDatetime, Field

from shared.domain.kernel.record import AgentId, CommentId, LeadId, Record, is_unset

MAX_TASKS = 10  # open tasks of one lead


class Task(Record):
    """A follow-up task on a lead, created with a comment.

    It belongs to the lead's owner, or to its author while the lead has no owner. The lead holds its open tasks, so
    the lead's version guards them. Each task is also a separate item, written from the lead, for lists of tasks.

    Attributes:
        comment_id, at: the comment it came with, and when that was written.
        home: the lead that the comment was written on, if that lead went into this one; both are stored there.
        due_at: when it is due.
        by: its author.
        agent_id: the member it belongs to.
        told: whether that member has been notified that it is due.
        done_at, done_by: when it was done, and by whom.

    Source: docs/rules.md, "Supervision" 4, "Eligible agents" 4.
    """

    comment_id: CommentId
    lead_id: LeadId
    at: AwareDatetime
    due_at: AwareDatetime
    by: AgentId
    agent_id: AgentId
    told: bool = False
    done_at: AwareDatetime | None = None
    done_by: AgentId | None = None
    home: Annotated[LeadId | None, Field(exclude_if=is_unset)] = None

    @property
    def stored_with(self) -> LeadId:
        """Return the lead beside which the task and its comment are stored."""
        return self.home or self.lead_id


def moved_to(lead_id: LeadId, task: Task) -> Task:
    """Return the task as a task of this lead; it stays stored beside its comment."""
    home = None if task.stored_with == lead_id else task.stored_with
    return task.model_copy(update={"lead_id": lead_id, "home": home})
