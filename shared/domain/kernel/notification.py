"""What a member is told: the notices of their notification centre."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, JsonValue

from shared.domain.kernel.record import AgentId, LeadId, NotificationId, Record

NoticeKind = Literal[
    "offer", "offer_missed", "offer_withdrawn", "lead_assigned", "leads_received", "asked_again", "message",
    "response_due", "response_missed", "mention", "task_due", "pooled", "pooled_long", "attention",
    "possible_duplicate", "attempted", "route_switched", "limit_reached", "target_disabled",
]  # fmt: skip
MAX_LEADS = 20  # that one notice names


class Notification(Record):
    """One thing a member is told; many of one kind within a minute are one.

    Attributes:
        notification_id: made from whom it is for, what it tells and its minute, so the same event always comes to the
            same notice; sorts by time.
        lead_ids: the leads it is about, the latest last, at most 20 of them.
        count: how many things it tells.
        detail: what the client needs to say it and to open the exact place; ids, instants and codes only.
        seen: what has been counted in already, so that an event that comes twice counts once.
        epoch: the inbox's when it came, or was unarchived: in the inbox's own it is new, in an older one archived.
        archived: whether it was archived by itself.

    Source: docs/rules.md, "Supervision" 5.
    """

    notification_id: NotificationId
    agent_id: AgentId
    kind: NoticeKind
    at: AwareDatetime
    lead_ids: Annotated[tuple[LeadId, ...], Field(max_length=MAX_LEADS)] = ()
    count: Annotated[int, Field(ge=1)] = 1
    detail: dict[str, JsonValue] = {}
    seen: tuple[str, ...] = ()
    epoch: int = 0
    archived: bool = False
    forget_at: AwareDatetime


class Inbox(Record):
    """A member's notification centre as a whole.

    `unread` counts the new notices. Archiving all raises `epoch`: whatever came in an older one is archived. `counter`
    moves with all that changes what the member sees. `limits` holds, for each limit of theirs, the period in which they
    were told that it is reached. Every write moves the version, but those of the counter alone.

    Source: docs/rules.md, "Supervision" 5.
    """

    agent_id: AgentId
    unread: int = 0
    epoch: int = 0
    counter: int = 0
    limits: dict[str, str] = {}
