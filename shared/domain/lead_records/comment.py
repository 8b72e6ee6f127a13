"""Define comments: internal remarks of the team on a lead."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints

from shared.domain.kernel.record import AgentId, CommentId, LeadId, Record, Value, is_unset

MAX_MENTIONS = 20
MAX_BODY = 4_000  # characters
DELETED = "-"  # in place of a deleted comment's text, because earlier releases read no comment without one


class FormerText(Value):
    """Keep what a comment said before it was edited, and when that was."""

    body: str
    until: AwareDatetime


class Comment(Record):
    """An internal remark on a lead, which may tag members. A follow-up task is a separate `Task` record.

    One that is `forwarded` stood above a mail that was passed on: its author is who the mail says, or the source.

    Attributes:
        former: what it said before each edit, the oldest first.
        tagged_at: when those were tagged who were not when it was written.
        deleted_at: when its author deleted it; what it said went then.

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
    former: Annotated[tuple[FormerText, ...], Field(exclude_if=is_unset)] = ()
    tagged_at: Annotated[dict[AgentId, AwareDatetime], Field(exclude_if=is_unset)] = {}
    deleted_at: Annotated[AwareDatetime | None, Field(exclude_if=is_unset)] = None

    @property
    def text(self) -> str:
        """Return what it says; nothing if it was deleted."""
        return "" if self.deleted_at else self.body
