"""A follow-up task on a lead."""

from __future__ import annotations

from pydantic import AwareDatetime

from shared.domain.kernel.record import AgentId, CommentId, LeadId, Record

MAX_TASKS = 10  # open ones, of one lead


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
