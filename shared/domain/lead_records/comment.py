"""Define comments: internal remarks of the team on a lead."""

from __future__ import annotations

from typing import Annotated

from pydantic import AwareDatetime, Field, StringConstraints

from shared.domain.kernel.record import AgentId, CommentId, LeadId, Record

MAX_MENTIONS = 20


class Comment(Record):
    """An internal remark on a lead, which may tag members. A follow-up task is a separate `Task` record.

    Source: docs/rules.md, "Supervision" 4.
    """

    comment_id: CommentId
    lead_id: LeadId
    body: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4_000)]
    mentions: Annotated[tuple[AgentId, ...], Field(max_length=MAX_MENTIONS)] = ()
    by: AgentId
    at: AwareDatetime
    has_task: bool = False
