"""Define comments: internal remarks of the team on a lead."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints

from shared.domain.kernel.record import AgentId, CommentId, LeadId, Record, is_unset

MAX_MENTIONS = 20
MAX_BODY = 4_000  # characters


class Comment(Record):
    """An internal remark on a lead, which may tag members. A follow-up task is a separate `Task` record.

    One that is `forwarded` stood above a mail that was passed on: its author is who the mail says, or the source.

    Source: docs/rules.md, "Supervision" 4, "Entry" 11.
    """

    comment_id: CommentId
    lead_id: LeadId
    body: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_BODY)]
    mentions: Annotated[tuple[AgentId, ...], Field(max_length=MAX_MENTIONS)] = ()
    by: AgentId | Literal["provider"]
    at: AwareDatetime
    has_task: bool = False
    forwarded: Annotated[bool, Field(exclude_if=is_unset)] = False
