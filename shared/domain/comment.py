"""Comments on a lead, inside the team, and the follow-up tasks that come with some of them."""

from __future__ import annotations

from typing import Annotated

from pydantic import AwareDatetime, Field, StringConstraints

from shared.domain.record import AgentId, CommentId, LeadId, Record

MAX_MENTIONS = 20
MAX_TASKS = 10  # open ones, of one lead


class Comment(Record):
    """An internal note on a lead, which may tag members. One with a follow-up task has a `Task` of its own.

    Source: docs/rules.md, "Supervision" 4.
    """

    comment_id: CommentId
    lead_id: LeadId
    body: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4_000)]
    mentions: Annotated[tuple[AgentId, ...], Field(max_length=MAX_MENTIONS)] = ()
    by: AgentId
    at: AwareDatetime
    has_task: bool = False


class Task(Record):
    """What is to be done about a lead, by when; it came with a comment.

    It is its lead's owner's, and goes with the lead; while nobody owns the lead it is its author's. A lead holds its
    open tasks, so the lead's version is their lock; each is also an item of its own, written from the lead, by which
    it is found.

    Attributes:
        comment_id, at: the comment it came with, and when that was written.
        due_at: until when it shall be done.
        by: who asked for it.
        agent_id: whose it is.
        told: whether they were told that it is due.
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
